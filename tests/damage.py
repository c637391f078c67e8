"""Articles as the web has them: page furniture, odd spacing, damaged marks."""

from __future__ import annotations

import random

__all__ = ["damaged"]

ABOVE = (
    "首页 > 新闻中心 > 园区动态",
    "当前位置： 首页>>要闻>>正文",
    "字号： 大 中 小  【打印】 【关闭】",
    "发布时间：2023-05-06 10:22　　来源：本站　　浏览次数：1234",
    "扫一扫 分享到微信",
)
BELOW = (
    "上一篇：召开安全生产工作会议",
    "下一篇：没有了",
    "【责任编辑：小王】",
    "相关阅读",
    "版权所有 未经授权不得转载   备案号：12345678号-1",
    "返回顶部",
)
MARKS = {
    "，": (",", ", ", "， ", " ，"),
    "。": (".", "。 ", ". ", "。。"),
    "、": ("､", "、 ", " 、"),
    "；": (";", "； "),
    "：": (":", "： "),
    "“": ('"', "＂", "「"),
    "”": ('"', "＂", "」"),
    "（": ("(", "（ "),
    "）": (")", " ）"),
}
MARK, BLANK = 0.3, 0.02


def damaged(text: str, seed: int) -> str:
    """A text with the furniture of a page around it, three in ten marks damaged and a blank in every fiftieth gap."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    lines = []
    for line in text.split("\n"):
        straight = chance.random() < MARK
        made = []
        for char in line:
            if char in "“”":
                made.append(chance.choice(MARKS[char][:1]) if straight else char)
            elif char in MARKS and chance.random() < MARK:
                made.append(chance.choice(MARKS[char]))
            else:
                made.append(char)
            if chance.random() < BLANK:
                made.append(chance.choice((" ", "\u3000", "\xa0", "\u200b")))
        lines.append("".join(made))
    above = chance.sample(ABOVE, chance.randint(1, 3))
    below = chance.sample(BELOW, chance.randint(1, 4))
    return "\n".join([*above, *lines, *below])
