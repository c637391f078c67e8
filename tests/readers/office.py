"""What the formulas of a workbook give: by LibreOffice where it is installed, else by reading the formulas of kg."""

import re
import shutil
import subprocess

import openpyxl

SUM = re.compile(r"=SUM\('(.+?)'!\$(\w)\$2:\$\w\$(\d+)\)-(\w\d+)")
GROUP = re.compile(
    r"=SUMPRODUCT\(EXACT\('(.+?)'!\$(\w)\$2:\$\w\$(\d+),\$(\w\d+)\)\*'.+?'!\$(\w)\$2:\$\w\$\d+\)-(\w\d+)"
)


def calculated(path, folder):
    """The workbook as openpyxl reads it, with values where there were formulas."""
    if shutil.which("soffice"):
        office = ["soffice", "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
        command = [*office, "--convert-to", "ods", "--outdir", str(folder), str(path)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        command = [*office, "--convert-to", "xlsx", "--outdir", str(folder / "new"), str(folder / f"{path.stem}.ods")]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return openpyxl.load_workbook(folder / "new" / path.name, data_only=True)
    book = openpyxl.load_workbook(path)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.data_type == "f":
                    cell.value = value(book, sheet, cell.value)
    return book


def value(book, sheet, formula):
    """What a formula of kg gives."""
    if match := SUM.fullmatch(formula):
        title, column, last, own = match.groups()
        return sum(book[title][f"{column}{n}"].value for n in range(2, int(last) + 1)) - sheet[own].value
    title, group, last, name, column, own = GROUP.fullmatch(formula).groups()
    cells = [n for n in range(2, int(last) + 1) if book[title][f"{group}{n}"].value == sheet[name].value]
    return sum(book[title][f"{column}{n}"].value for n in cells) - sheet[own].value
