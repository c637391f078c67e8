"""Units behind numerals: currencies, areas, measures and measure words.

Sources: ISO 4217 for currencies; GB 3100-93 for units; measure words are those of the corpus and of
《现代汉语八百词》 that count things of business. A negative look-ahead keeps a measure word from
being read inside a word: 3家具 is not three of 家.
"""

from __future__ import annotations

import re
from decimal import Decimal

__all__ = ["AREA", "AREA_UNITS", "CURRENCIES", "SIGNS", "UNIT"]

CURRENCIES = {
    "人民币": "CNY",
    "元": "CNY",
    "块钱": "CNY",
    "美元": "USD",
    "美金": "USD",
    "欧元": "EUR",
    "日元": "JPY",
    "港元": "HKD",
    "港币": "HKD",
    "英镑": "GBP",
    "韩元": "KRW",
    "新台币": "TWD",
    "台币": "TWD",
    "新加坡元": "SGD",
    "新元": "SGD",
    "澳元": "AUD",
    "加元": "CAD",
    "卢布": "RUB",
    "坚戈": "KZT",
    "泰铢": "THB",
    "瑞士法郎": "CHF",
}
SIGNS = {"¥": "CNY", "RMB": "CNY", "人民币": "CNY", "US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "HK$": "HKD"}

AREA_UNITS = {
    "平方米": ("m2", Decimal(1)),
    "平方千米": ("m2", Decimal(10**6)),
    "平方公里": ("m2", Decimal(10**6)),
    "平米": ("m2", Decimal(1)),
    "平方": ("m2", Decimal(1)),
    "㎡": ("m2", Decimal(1)),
    "m2": ("m2", Decimal(1)),
    "m²": ("m2", Decimal(1)),
    "㎢": ("m2", Decimal(10**6)),
    "km2": ("m2", Decimal(10**6)),
    "km²": ("m2", Decimal(10**6)),
    "公顷": ("m2", Decimal(10**4)),
    "亩": ("亩", Decimal(1)),
}

MEASURES = (
    "吨|公斤|千克|克拉|克|斤|[GMKk][Ww]h?|GWH|MWH|KV|kV|MVA|kVA|千伏安|兆伏安|千伏|兆瓦时|兆瓦|吉瓦时|吉瓦|千瓦时|千瓦|"
    "立方米|立方|m3|m³|毫升|升|公里|千米|毫米|厘米|微米|纳米|英寸|米|海里|标准箱|标箱|TEU|蒸吨|锭|卡路里|度电|大卡|℃"
)
COUNTERS: dict[str, str] = {
    "个": "百分点|月|亿|万|小时|工作日|多月|季度|年头|交易日|自然日|体工商|性化|股",
    "家": "庭|门口|族",
    "台": "湾|资|州|账|阶|胞|企|词",
    "套": "利",
    "辆": "",
    "只": "要|有|能|需|是|争|待|用|松鼠",
    "件": "套",
    "支": "撑|付|持|援",
    "条": "例|款|纹",
    "座": "谈|椅|落|舱",
    "栋": "",
    "幢": "",
    "间": "接|距|隔",
    "名": "称|单|列|牌|录|义|声",
    "人次": "",
    "人": "民|均|工智|形|造|才",
    "位": "于|置|居|次|数",
    "户": "籍|均",
    "头": "部|条|雁",
    "架": "构",
    "艘": "",
    "枚": "",
    "块": "",
    "片": "区|段",
    "株": "洲|式",
    "张": "家口|家界|家港",
    "批次": "",
    "批": "发|复|准|量|示",
    "处": "理|于|长|级|置|罚",
    "所": "有|在|以|需|属|得",
    "种": "植(?!物)|业|苗",
    "款": "式|待",
    "次": "于|日|年|级|产|要|生",
    "对": "接|外|口|于|比|应|全|照|策|标|象|话",
    "组": "织|建|团|装|合|成|件",
    "颗": "",
    "粒": "度|子",
    "羽": "绒|毛",
    "尾": "气|矿|款|水",
    "箱": "体",
    "盒": "",
    "瓶": "",
    "罐": "装|区",
    "袋": "装",
    "桶": "装",
    "双": "方|向|创|碳|百|一|循|语|汇|良|边|层|轨|高|控|拥|城",
    "幅": "度",
    "部": "分|门|署|队|委|长|级|件|位|属|落|省",
    "份": "额",
    "根": "据|本|植|源|治",
    "卷": "烟",
    "笔": "记|试",
    "趟": "",
    "轮": "电|车|摩|胎|毂|船|岗|动|式|渡|流",
    "列": "入|为|举",
    "床": "位|垫|上",
    "榀": "",
    "班": "列|子|组|车|级|长|轮|倒",
    "项": "目|城",
    "碗": "",
    "筒": "",
    "扇": "",
    "节": "能|约|水|点|日|目|假|庆",
    "挂": "牌|靠|职",
    "孔": "",
    "眼": "",
    "盏": "",
    "剂": "",
    "匹": "配",
    "顶": "",
    "把": "",
    "口": "岸|径|味|碑|感",
    "场次": "",
    "场": "地|所|景|馆|址|区|站|外|内",
    "棵": "",
    "朵": "",
    "道": "路|德|口",
    "门": "窗|店|户|槛|市|类|诊|口",
    "例": "如",
    "人份": "",
    "辆份": "",
    "台份": "",
    "件套": "",
    "台套": "",
    "床位": "",
    "吨级": "",
    "车次": "",
    "架次": "",
    "类": "似|型|比",
    "期": "间|限|内|待|望|货|刊|盼|末|初",
    "层": "次|级|面|压",
}
MONEY_NOUN = "旦|宵|月|素|器|件|宇|首|老|帅|宝|里|村|山|江|谋|氏|朝|代|阳|坝|数|化|级"


def _alternatives() -> str:
    longest_first = sorted(COUNTERS, key=lambda word: (-len(word), word))
    return "|".join(word + (f"(?!{after})" if (after := COUNTERS[word]) else "") for word in longest_first)


WORDS = _alternatives()
CURRENCY = "|".join(
    sorted((re.escape(word) for word in CURRENCIES if word not in ("元", "人民币")), key=len, reverse=True)
)
AREA = "|".join(sorted((re.escape(word) for word in AREA_UNITS if word != "平方"), key=len, reverse=True))
UNIT = re.compile(
    rf" ?(?:(?P<currency>(?:{CURRENCY})|元(?!{MONEY_NOUN})(?:人民币)?|人民币)"
    rf"|(?P<area>{AREA}|平方(?![千公分厘毫米]))"
    r"|(?P<percent>%|‰|个百分点|个点(?![位火评心]))"
    rf"|(?P<measure>(?:{MEASURES})(?!\w*·)(?:/[年月日天]|每[年月日天])?)"
    rf"|(?P<counter>(?:{WORDS})(?:\((?:{WORDS})\)|/(?:{WORDS}))?(?:/[年月日天])?))"
)
"""A unit right behind a numeral; the name of the group is its sort."""
