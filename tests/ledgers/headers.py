"""Header rows as counties write them, by kind of ledger; `↵` is a line break, `_` a blank, `/` parts two levels."""

from yumiao.demo.layout import Column, columns

MEMBERS: dict[str, tuple[Column, ...]] = {
    "grouped": columns(
        "基本情况/序号=sequence 基本情况/村(支部)=village 基本情况/姓名=name 基本情况/性别=sex "
        "基本情况/民族=ethnicity "
        "基本情况/出生年月=birth 基本情况/身份证号=id_number 基本情况/学历=education "
        "组织关系/入党时间=joined_party "
        "组织关系/党员类别=member_kind 联系方式/联系电话=phone 联系方式/现居状态=residence "
        "联系方式/备注=remarks"
    ),
    "meaning_in_both": columns(
        "序号=sequence 姓　名=name 性_别=sex 民族=ethnicity 乡镇=township 所在村=village "
        "公民身份号码=id_number "
        "时间/出生=birth 时间/入党=joined_party 学历/全日制=education_full_time 学历/在职=education_in_service "
        "手机号=phone 备注=remarks"
    ),
    "broken": columns(
        "序↵号=sequence 行政村=village 姓↵名=name 性↵别=sex 出生↵年月=birth 公民身份↵号码=id_number "
        "文化↵程度=education 入党↵日期=joined_party 党员↵类别=member_kind 联系↵方式=phone 备_注=remarks"
    ),
    "branch": columns(
        "党支部名称=village 党员姓名=name 性别=sex 民族=ethnicity 身份证号码=id_number 出生日期=birth "
        "最高学历=education 何时入党=joined_party 正式党员或预备党员=member_kind 手机号码=phone "
        "工作岗位=occupation"
    ),
    "branch_member": columns(
        "编号=sequence 所属支部=village 姓名=name 证件号码=id_number 性别=sex 出生年月（岁）=birth "
        "全日制学历=education_full_time 在职学历=education_in_service 入党年月=joined_party "
        "人员类别=member_kind "
        "现居住状况=residence 本人电话=phone"
    ),
    "town_and_village": columns(
        "序号=sequence 乡镇（街道）=township 村（社区）=village 姓名=name 性别=sex 民族=ethnicity "
        "身份证=id_number "
        "出生年月=birth 学历=education 加入党组织日期=joined_party 党员类型=member_kind 电话=phone 备注=remarks"
    ),
    "bare": columns(
        "姓名=name 性别=sex 身份证号=id_number 出生年月=birth 学历=education 入党时间=joined_party "
        "所在村=village "
        "所在乡镇=township 联系电话=phone"
    ),
}
VILLAGES: dict[str, tuple[Column, ...]] = {
    "coded": columns(
        "序号=sequence 乡镇=township 村名=village 行政区划代码=village_code 现任书记=incumbent_name "
        "出生年月=birth "
        "学历=education 一肩挑=combined_post 星级评定=star_rating 村类别=classification "
        "认定原因=classification_reason "
        "留任意愿=willingness"
    ),
    "grouped": columns(
        "序号=sequence 乡镇（街道）=township 行政村=village 村代码=village_code 党组织书记/姓名=incumbent_name "
        "党组织书记/出生年月=birth 党组织书记/学历=education 党组织书记/是否“一肩挑”=combined_post "
        "党组织书记/连任意愿=willingness 村情/星级=star_rating 村情/类别=classification "
        "村情/主要原因=classification_reason"
    ),
    "broken": columns(
        "序↵号=sequence 所属↵乡镇=township 村（社区）↵名称=village 统计用区划代码=village_code "
        "村党组织↵书记姓名=incumbent_name "
        "书记↵出生年月=birth 书记文化程度=education 难点村↵重点村=classification "
        "原因=classification_reason 备注=remarks"
    ),
    "bare": columns(
        "村=village 所在乡镇=township 书记=incumbent_name 出生日期=birth 文化程度=education "
        "书记主任一肩挑=combined_post "
        "党组织星级=star_rating 分类=classification 是否愿意继续任职=willingness"
    ),
}
TALENTS: dict[str, tuple[Column, ...]] = {
    "native": columns(
        "序号=sequence 姓名=name 性别=sex 出生年月=birth 籍贯乡镇=native_township "
        "籍贯村=native_village 学历=education "
        "政治面貌=political_status 现居地=residence 从业类别=occupation 电话=phone 回村意愿=willingness "
        "党组织关系=party_affiliation"
    ),
    "grouped": columns(
        "序号=sequence 姓　名=name 性别=sex 出生↵年月=birth 籍贯/乡镇=native_township 籍贯/村=native_village "
        "政治面貌=political_status 文化程度=education 在外情况/现居住地=residence "
        "在外情况/工作单位及职务=occupation "
        "联系方式=phone 返乡意愿=willingness 备注=remarks"
    ),
    "broken": columns(
        "户籍↵所在村=native_village 姓名=name 性↵别=sex 出生日期=birth 最高↵学历=education 职业=occupation "
        "现居↵住地=residence 手机↵号码=phone 是否愿意↵回村任职=willingness 组织关系↵所在地=party_affiliation"
    ),
    "bare": columns(
        "姓名=name 性别=sex 出生年月=birth 原籍乡镇=native_township 原籍村=native_village 学历=education "
        "政治面貌=political_status 从事行业=occupation 联系电话=phone 回乡意愿=willingness"
    ),
}
MENTORS: dict[str, tuple[Column, ...]] = {
    "named": columns(
        "序号=sequence 导师姓名=name 身份=role 乡镇=township 联系村=linked_villages 电话=phone "
        "最多帮带人数=capacity"
    ),
    "grouped": columns(
        "序号=sequence 所在乡镇=township 帮带导师/姓名=name 帮带导师/导师类别=role 帮带导师/手机号=phone "
        "帮带安排/包联村=linked_villages 帮带安排/可带人数=capacity"
    ),
    "broken": columns(
        "乡↵镇=township 导师↵姓名=name 职务↵身份=role 联系↵电话=phone 所联系的村=linked_villages "
        "帮带↵上限=capacity 备注=remarks"
    ),
}
RESERVES: dict[str, tuple[Column, ...]] = {
    "plain": columns(
        "序号=sequence 乡镇=township 村=village 姓名=name 性别=sex 出生年月=birth 身份证号=id_number "
        "学历=education "
        "入党时间=joined_party 现任职务=post 培养类别=tier 参选意愿=willingness 帮带导师=mentor_names "
        "备注=remarks"
    ),
    "grouped": columns(
        "序号=sequence 姓　名=name 性别=sex 公民身份↵号码=id_number 时间/出生=birth 时间/入党=joined_party "
        "学历/全日制=education_full_time 学历/在职=education_in_service 拟任/乡镇=township 拟任/村=village "
        "成熟程度=tier 参选意向=willingness"
    ),
    "broken": columns(
        "乡镇=township 行政村=village 后备力量↵姓名=name 性↵别=sex 民族=ethnicity 身份↵证号=id_number "
        "出生↵日期=birth 文化↵程度=education 入党↵年月=joined_party 目前↵职务=post 成熟度=tier 手机↵号码=phone"
    ),
}
