"""The picture of README: the same graph gives the same bytes, and another graph others."""

from kg.export.gexf import write_gexf
from tests.drawing import draw
from tests.samples import gold_graph


def test_the_picture_is_made_of_the_file_alone(tmp_path):
    for name in ("seed", "A01"):
        write_gexf(gold_graph(name), tmp_path / f"{name}.gexf")
    pictures = []
    for name in ("seed", "seed", "A01"):
        draw(tmp_path / f"{name}.gexf", tmp_path / "picture.png")
        pictures.append((tmp_path / "picture.png").read_bytes())
    assert pictures[0][:8] == b"\x89PNG\r\n\x1a\n"
    assert pictures[0] == pictures[1] != pictures[2]
