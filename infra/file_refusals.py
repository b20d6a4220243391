"""Why a file was not read at all. Each names the cure; none quotes the file's content."""

from pathlib import Path

from domain.refusal import Refusal

LARGEST_BYTES = 50 * 1024 * 1024
FILE_REFUSALS: dict[str, tuple[str, str]] = {
    "FILE_MISSING": ("There is no such file, or it may not be read.", "找不到文件，或没有读取权限。"),
    "FILE_KIND": (
        "Not an Excel workbook. Open it in Excel or WPS and save it as .xlsx.",
        "不是Excel工作簿。请用Excel或WPS打开后另存为.xlsx。",
    ),
    "FILE_ET": (
        "A WPS .et file. Open it in WPS and save it as .xlsx.",
        "这是WPS的.et文件。请用WPS打开后另存为.xlsx。",
    ),
    "FILE_TOO_LARGE": (
        "Over 50 MB, or its used area reaches far beyond its content. Split it, or delete blank rows and columns.",
        "文件超过50MB，或已用区域远大于内容。请拆分文件，或删除多余的空行空列后保存。",
    ),
    "FILE_ZIP_BOMB": (
        "Unpacks to far more than its size: not opened. Save it again from Excel, or ask its sender.",
        "解压后体积异常巨大，已拒绝打开。请用Excel重新保存，或向来源核实。",
    ),
    "FILE_PASSWORD": (
        "Protected by a password. Give it (--password-file), or remove it in Excel.",
        "文件设有打开密码。请提供密码（--password-file），或在Excel中取消密码后再导入。",
    ),
    "FILE_PASSWORD_WRONG": ("The password does not open the file.", "密码不正确，无法打开文件。"),
    "FILE_DAMAGED": (
        "Damaged or incomplete. Open it in Excel, let it repair the file and save it again, or ask for it once more.",
        "文件损坏或不完整。请用Excel打开修复后重新保存，或请对方重新发送。",
    ),
    "FILE_EMPTY": ("Nothing is written in it.", "文件中没有任何内容。"),
}
"""FILE_SECRET stands with its rules in services/ledgers/secrecy.py."""


def refused(code: str, path: Path) -> Refusal:
    """The refusal of a file, named as the user named it."""
    en, zh = FILE_REFUSALS[code]
    return Refusal(code, f"{path.name}: {en}", f"{path.name}：{zh}", path=(str(path),))
