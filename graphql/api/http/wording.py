"""graphql-core and Strawberry speak English only, guess aloud and talk to programmers; here they are put right."""

import re

_GUESS = re.compile(r"\s*Did you mean [^?]*\?")
_NAME = r"'([^']+)'"

_IN_ENGLISH: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), english)
    for pattern, english in (
        (rf"OneOf Input Object {_NAME} must specify", "`{0}`: send exactly one of its fields, and not null."),
        (
            rf"Value for member field {_NAME} must be non-null",
            "`{0}` cannot be null: send it or another field.",
        ),
        (rf"Field {_NAME} must be non-null", "`{0}` cannot be null: send it or another field."),
        (
            rf"Variable {_NAME} must be non-nullable to be used for OneOf",
            "Declare the variable `${0}` with `!`: where it stands, a value is needed.",
        ),
        (
            rf"Expected value of type .*, found null\. (?:Argument|Field) {_NAME} of type",
            "`{0}` cannot be null: send a value or leave it out.",
        ),
        (r"Expected value of type .*, found null\.", "A field was null that cannot be: leave it out."),
    )
)
"""What Strawberry says about inputs: its sentences name Python types and how to change the schema."""

_IN_CHINESE: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), chinese)
    for pattern, chinese in (
        (r"`([^`]+)`: send exactly one of its fields", "`{0}`：必须且只能填一个字段，且不能为 null。"),
        (r"`([^`]+)` cannot be null: send it or", "`{0}` 不能为 null：请填值，或改填另一个字段。"),
        (r"Declare the variable `([^`]+)` with", "变量 {0} 的声明请加上感叹号：用到它的地方必须有值。"),
        (r"`([^`]+)` cannot be null: send a value", "`{0}` 不能为 null：请填值，或者不写这一项。"),
        (r"A field was null that cannot be", "有一项不能为 null：不填就不要写它。"),
        (rf"Cannot query field {_NAME} on type {_NAME}", "类型 {1} 没有字段 {0}，请按接口定义选择字段。"),
        (
            rf"Field {_NAME} of type {_NAME} must have a sel",
            "字段 {0} 是对象（{1}），请写明要它的哪些子字段。",
        ),
        (rf"Field {_NAME} must not have a selection", "字段 {0} 是单个值，后面不能再写子字段。"),
        (rf"Unknown argument {_NAME} on field {_NAME}", "字段 {1} 没有参数 {0}，请按接口定义填写参数。"),
        (rf"Argument {_NAME} of type {_NAME} is required", "缺少必填参数 {0}（类型 {1}），请补上。"),
        (rf"Variable {_NAME} is not defined", "变量 {0} 没有声明，请在操作名后的括号里声明它的类型。"),
        (rf"Variable {_NAME} is never used", "变量 {0} 声明了却没有用到，请删去声明或用上它。"),
        (
            rf"Variable {_NAME} of type {_NAME} used in position expecting type {_NAME}",
            "变量 {0} 声明为 {1}，而用到它的地方需要 {2}，请改声明。",
        ),
        (rf"Variable {_NAME} is of type {_NAME}", "变量 {0} 的类型 {1} 在这里不能用，请改声明。"),
        (
            rf"Variable {_NAME} cannot be non-input type {_NAME}",
            "变量 {0} 的类型 {1} 不是输入类型，请换一个。",
        ),
        (rf"Unknown type {_NAME}", "没有类型 {0}，请按接口定义填写类型名。"),
        (rf"Unknown fragment {_NAME}", "没有片段 {0}，请定义它或改用已有的片段名。"),
        (rf"Fragment {_NAME} is never used", "片段 {0} 没有用到，请删去或用上它。"),
        (rf"Cannot spread fragment {_NAME} within itself", "片段 {0} 引用了自己，请拆开。"),
        (r"Fragment .*cannot be spread here", "片段用在了不可能是这种类型的对象上，请换位置。"),
        (rf"Fields {_NAME} conflict", "名为 {0} 的几个字段互相冲突，请给它们起不同的别名。"),
        (rf"Unknown directive {_NAME}", "没有指令 {0}，可用的只有 @include 和 @skip。"),
        (rf"Directive {_NAME} may not be used", "指令 {0} 不能用在这里。"),
        (rf"The directive {_NAME} can only be used once", "指令 {0} 在同一处只能写一次。"),
        (rf"There can be only one (?:\w+ )+named {_NAME}", "名称 {0} 重复了，请只保留一个。"),
        (r"This anonymous operation must be the only", "多个操作写在一起时，每个都要有名字。"),
        (r"The (\w+) operation is not supported", "接口没有这类操作（{0}）。"),
        (r"The .* definition is not executable", "请求里只能写查询、变更和片段，不能写类型定义。"),
        (r"GraphQL introspection has been disabled", "这里关闭了内省，接口定义见文档。"),
        (r"Maximum introspection depth exceeded", "内省查询嵌套太深，请减少层数。"),
        (r"Syntax Error", "查询写法有误，请检查括号、引号和拼写（出错位置见 locations）。"),
    )
)


def put_right(message: str) -> str:
    """The message for the client: no Python types, and no guess, which would hand out the schema name by name."""
    for pattern, english in _IN_ENGLISH:
        if found := pattern.match(message):
            return english.format(*found.groups())
    return _GUESS.sub("", message)


def in_chinese(message: str) -> str:
    """What `put_right` gave, in Chinese; a sentence not known here is quoted behind a general one."""
    for pattern, chinese in _IN_CHINESE:
        if found := pattern.match(message):
            return chinese.format(*found.groups())
    return f"请求不符合接口定义：{message}"
