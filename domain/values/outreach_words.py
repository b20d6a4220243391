"""The words of willingness, outreach and recorded ties, each with its labels and the words people use for it."""

from domain.values.wording import Meaning, Wording

WILLING_TO = Wording(
    "willing to",
    [
        Meaning("stand", "参选", "stand", "连任 留任 继续参选 参选意向 参选意愿 willingness_to_stand"),
        Meaning("return", "回村", "return", "返乡 回乡 回村意愿 willingness_to_return"),
        Meaning("serve", "任职", "serve", "入库 加入后备 任职意愿 willingness_to_serve"),
    ],
)
WILLINGNESS_REASON = Wording(
    "willingness reason",
    [
        Meaning("health", "身体原因", "health", "身体健康 健康 健康原因 身体 生病"),
        Meaning("age", "年龄原因", "age", "年龄"),
        Meaning("family", "家庭原因", "family", "家庭"),
        Meaning("work", "工作原因", "own work", "工作 生意 事业"),
        Meaning("pay", "待遇原因", "pay", "待遇 报酬"),
        Meaning("other", "其他", "other", "其它 个人原因"),
    ],
)
OUTREACH_CHANNEL = Wording(
    "channel",
    [
        Meaning("visit", "登门拜访", "visit", "登门 上门 入户 走访 面谈 当面"),
        Meaning("phone", "电话联系", "telephone", "电话 通话 打电话"),
        Meaning("wechat", "微信联络", "WeChat", "微信 视频 线上"),
        Meaning("meeting", "座谈联谊", "meeting", "座谈 联谊 座谈会 恳谈会"),
        Meaning("policy", "宣传政策", "policy talk", "政策宣传 宣讲 政策宣讲"),
    ],
)
OUTREACH_ANSWER = Wording(
    "outreach answer",
    [
        Meaning("yes", "愿意", "yes", "同意 有意愿"),
        Meaning("no", "不愿意", "no", "拒绝 不同意 婉拒 不愿"),
        Meaning("undecided", "再考虑", "undecided", "犹豫 考虑中 视情况"),
        Meaning("as_arranged", "服从安排", "as the organisation arranges", "服从组织安排"),
        Meaning("unreached", "未联系上", "not reached", "联系不上 无人接听 未见到"),
    ],
)
WATCH_REASON = Wording(
    "watch reason",
    [
        Meaning("young", "年纪轻", "young", "年轻"),
        Meaning("capable", "素质高", "capable", "能力强"),
        Meaning("prosperity", "致富带富能力强", "leads prosperity", "致富能手 带富 致富带富"),
        Meaning("trusted", "群众基础好", "trusted by people", "群众基础"),
        Meaning("other", "其他", "other", "其它"),
    ],
)
KIN = Wording(
    "kin",
    [
        Meaning("spouse", "配偶", "spouse", "夫妻 丈夫 妻子"),
        Meaning("parent", "父母", "parent", "父亲 母亲"),
        Meaning("child", "子女", "child", "儿子 女儿"),
        Meaning("sibling", "兄弟姐妹", "sibling", "哥哥 弟弟 姐姐 妹妹 兄弟 姐妹"),
        Meaning("grandparent", "祖父母、外祖父母", "grandparent", "祖父 祖母 外祖父 外祖母"),
        Meaning("grandchild", "孙子女、外孙子女", "grandchild", "孙子 孙女 外孙 外孙女"),
        Meaning("uncle_or_aunt", "伯叔姑舅姨", "uncle or aunt", "叔叔 伯父 姑姑 舅舅 姨妈"),
        Meaning("nephew_or_niece", "侄甥", "nephew or niece", "侄子 侄女 外甥 外甥女"),
        Meaning("cousin", "堂表亲", "cousin", "堂兄弟姐妹 表兄弟姐妹 堂亲 表亲"),
        Meaning("in_law", "姻亲", "in-law", "近姻亲 公婆 岳父母 儿媳 女婿"),
        Meaning("other", "其他亲属", "other kin", "其他 其它"),
    ],
)
TIE_SOURCE = Wording(
    "source of a tie",
    [
        Meaning("declared", "本人申报", "declared by one of them", "申报 本人说明"),
        Meaning("archive", "档案记载", "archive", "档案 干部档案"),
        Meaning("household_register", "户籍登记", "household register", "户口 户籍 户口簿"),
        Meaning("survey", "摸排了解", "survey", "摸排 走访了解"),
        Meaning("other", "其他", "other", "其它"),
    ],
)
