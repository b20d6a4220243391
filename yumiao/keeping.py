"""Copies of a county and its moves between a folder and a server: backup, restore, migrate, move."""

from contextlib import ExitStack, closing
from pathlib import Path
from typing import Any

from domain.grades import Action
from domain.ids import RegionCode
from domain.refusal import Refusal
from infra.folder import KEYS_FOLDER
from infra.folder import restore as restore_folder
from infra.key_backup import KeysRestored, back_up_keys, restore_keys_into
from infra.key_backup import restore_keys as put_keys_back
from infra.networkx_graph import NetworkxGraph
from projections.answers import all_answers
from projections.world import World
from projections.worlds import fold_up
from services.rights import must_be_allowed
from yumiao.folders import Folder, Servers, master_key, named_servers, open_folder
from yumiao.identity import local_viewer
from yumiao.office import Office


def backup(office: Office, file: Path) -> dict[str, Any]:
    """The log into one new file."""
    must_be_allowed(office.viewer, Action.OPERATE)
    tree = office.folder.backup(file)
    return {"file": str(file), "events": tree.size, "root": tree.root().hex()}


def restore(file: Path, keys_file: Path | None, data: Path) -> dict[str, Any]:
    """A backup into an empty folder or database; with the keys' backup it is complete."""
    servers = named_servers()
    if servers is None:
        restore_folder(file, data)
    else:
        from infra.moving import restore_server

        with closing(servers.log), closing(servers.keys):
            restore_server(file, servers.log)
    if keys_file:
        restore_keys(keys_file, data)
    elif servers is None and not (data / "keys").exists():
        return {"data": str(data), "events": None, "keys": False, "next": "yumiao keys restore FILE"}
    with open_folder(data) as folder:
        return {
            "data": str(data),
            "events": folder.log.head(),
            "keys": True,
            "forgottenAgain": len(folder.forgotten_again),
        }


def backup_keys(office: Office, file: Path) -> dict[str, Any]:
    """Keys and identities into one new file that only its owner can read."""
    must_be_allowed(office.viewer, Action.OPERATE)
    back_up_keys(office.folder.keys.store, file)
    return {"file": str(file)}


def restore_keys(file: Path, data: Path) -> dict[str, Any]:
    """Keys back into a folder or a database; whoever was forgotten stays forgotten."""
    servers = named_servers()
    if servers is None:
        found = put_keys_back(file, data / KEYS_FOLDER, master=master_key())
    else:
        found = _keys_to_server(file, data, servers)
    return {"data": str(data), "keys": found.keys, "marks": found.marks, "forgotten": found.forgotten}


def migrate(data: Path) -> dict[str, Any]:
    """Make the tables on the server, or bring older ones up to date; a folder likewise."""
    servers = named_servers()
    if servers is None:
        from infra.folder import LOG_FILE
        from infra.sqlite_log.schema import migrate as migrate_file

        before, now = migrate_file(data / LOG_FILE)
        return {"place": str(data), "before": before, "now": now}
    from infra.postgres_log import schema
    from infra.server_folder import make_server

    with closing(servers.log), closing(servers.keys):
        make_server(data, servers.log, servers.keys, master=master_key())
        before, now = schema.migrate(servers.log)
    return {"place": servers.log.name, "before": before, "now": now}


def move_to_server(data: Path, to: str, keys_to: str) -> dict[str, Any]:
    """A folder's county to a server: copied, compared by root, answered alike; then the settings may be switched.

    Raises: MOVE_ANSWERS_DIFFER, MOVE_UNCLEAR, SERVER_NOT_EMPTY, FOLDER_SERVED.
    """
    from infra.folder import LOG_FILE, DataFolder
    from infra.moving import fill_server, move_keys
    from infra.raw_logs import SQLiteRaw
    from infra.server_folder import ServerFolder, make_server
    from infra.sqlite_log.schema import close_for, reopen

    servers = _given(to, keys_to)
    with (
        closing(servers.log),
        closing(servers.keys),
        DataFolder(data, master=master_key()) as source,
        source.lease(),
        closing(SQLiteRaw(data / LOG_FILE)) as rows,
    ):
        from infra.postgres.keystore import PostgresKeyStore

        make_server(data, servers.log, servers.keys, master=master_key())
        store = PostgresKeyStore(servers.keys, data / KEYS_FOLDER, master=master_key())
        move_keys(source.keys.store, store)
        with ExitStack() as undo:

            def no_more_commands() -> None:
                if close_for(data / LOG_FILE, servers.log.name):
                    undo.callback(reopen, data / LOG_FILE)
                move_keys(source.keys.store, store)  # those that came with the last commands

            tree = fill_server(rows, servers.log, source.county, source.about.frozen_at, no_more_commands)
            with ServerFolder(data, servers.log, servers.keys, master=master_key()) as target:
                answers = _answered_alike(source, target)
            undo.pop_all()
    return {"to": servers.log.name, "events": tree.size, "root": tree.root().hex(), "answers": answers}


def move_to_folder(data: Path, path: Path) -> dict[str, Any]:
    """The server's county that the settings name into a new folder. Raises: FOLDER_NOT_EMPTY, MOVE_ANSWERS_DIFFER."""
    from infra.folder import DataFolder
    from infra.moving import fill_folder
    from infra.postgres.lease import ServerLease
    from infra.postgres_log import schema
    from infra.server_folder import ServerFolder

    servers = _given("", "")
    with (
        ServerFolder(data, servers.log, servers.keys, master=master_key()) as source,
        ServerLease(servers.log, shared=False),
        ExitStack() as undo,
    ):

        def no_more_commands() -> None:
            if schema.close_for(servers.log, str(path.absolute())):
                undo.callback(schema.reopen, servers.log)

        keys = source.keys.store
        tree = fill_folder(servers.log, keys, path, source.about, master_key(), no_more_commands)
        with DataFolder(path, master=master_key()) as target:
            answers = _answered_alike(source, target)
        undo.pop_all()
    return {"to": str(path), "events": tree.size, "root": tree.root().hex(), "answers": answers}


def _answered_alike(source: Folder, target: Folder) -> int:
    """Fold both and compare every answer; answers how many there are."""
    today = source.clock.today()
    there, here = (fold_up(f.log, World(today, NetworkxGraph())) for f in (source, target))
    viewer = local_viewer(RegionCode(source.county))
    before, after = dict(all_answers(there, viewer)), dict(all_answers(here, viewer))
    if before != after:
        name = next(n for n in sorted(before.keys() | after.keys()) if before.get(n) != after.get(n))
        raise Refusal(
            "MOVE_ANSWERS_DIFFER",
            f"The answer `{name}` differs after the move. Go on with the old place, and send us this line.",
            f"迁移后答案“{name}”不一致。请继续使用原处，并把这一行告诉我们。",
        )
    return len(after)


def _given(to: str, keys_to: str) -> Servers:
    servers = named_servers(to, keys_to)
    if servers is None:
        raise Refusal(
            "MOVE_UNCLEAR",
            "Say where to: --to DSN (and --keys-to DSN), or --to-folder FOLDER with the server in the settings.",
            "请说明迁往何处：--to DSN（及 --keys-to DSN），或在设置中指定服务器后用 --to-folder 目录。",
            path=("to",),
        )
    return servers


def _keys_to_server(file: Path, data: Path, servers: Servers) -> KeysRestored:
    from infra.keystore import MASTER_FILE, keep_master
    from infra.postgres.keystore import PostgresKeyStore

    def target(own: bytes) -> PostgresKeyStore:
        folder = data / KEYS_FOLDER
        if master_key() is None and not (folder / MASTER_FILE).exists():
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            keep_master(folder, own)
        return PostgresKeyStore(servers.keys, folder, master=master_key(), create=True)

    with closing(servers.log), closing(servers.keys):
        return restore_keys_into(file, target, servers.keys.name, master=master_key())
