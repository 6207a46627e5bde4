"""Opens the workbooks of a job, sets cells, saves them, through LibreOffice's UNO bridge."""
import json
import os
import subprocess
import sys
import time

import uno
from com.sun.star.beans import PropertyValue
from com.sun.star.connection import NoConnectException


def prop(name, value):
    p = PropertyValue()
    p.Name, p.Value = name, value
    return p


def connect(pipe, office, seconds):
    local = uno.getComponentContext()
    resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
    deadline = time.monotonic() + seconds
    while True:
        try:
            return resolver.resolve("uno:pipe,name=%s;urp;StarOffice.ComponentContext" % pipe)
        except NoConnectException:
            if office.poll() not in (None, 81) or time.monotonic() > deadline:
                raise
            time.sleep(0.1)


def edit(desktop, job):
    doc = desktop.loadComponentFromURL(uno.systemPathToFileUrl(job["in"]), "_blank", 0, (prop("Hidden", True),))
    try:
        seen = {}
        for s in doc.Sheets.ElementNames:
            sheet = doc.Sheets.getByName(s)
            cursor = sheet.createCursor()
            cursor.gotoEndOfUsedArea(False)
            area = sheet.getCellRangeByPosition(0, 0, cursor.RangeAddress.EndColumn, cursor.RangeAddress.EndRow)
            # 16 is FORMULA: the type of the cell decides, not a text that begins with "=".
            count = 0
            ranges = area.queryContentCells(16)
            for a in ranges.RangeAddresses:
                count += (a.EndColumn - a.StartColumn + 1) * (a.EndRow - a.StartRow + 1)
            seen[s] = count
        for s in job["set"] or []:
            cell = doc.Sheets.getByName(s["sheet"]).getCellRangeByName(s["cell"])
            if s["kind"] == "number":
                cell.setValue(float(s["value"]))
            elif s["kind"] == "type":
                cell.setFormula(s["value"])
            else:
                cell.setString(s["value"])
        doc.storeToURL(uno.systemPathToFileUrl(job["out"]), (prop("FilterName", job["filter"]),))
        return seen
    finally:
        doc.close(True)


def main():
    soffice, folder = sys.argv[1], sys.argv[2]
    with open(os.path.join(folder, "jobs.json"), encoding="utf-8") as f:
        jobs = json.load(f)
    pipe = "massar-%d" % os.getpid()
    office = subprocess.Popen([
        soffice, "-env:UserInstallation=" + uno.systemPathToFileUrl(os.path.join(folder, "profile")),
        "--headless", "--invisible", "--norestore", "--nologo", "--nodefault", "--nofirststartwizard",
        "--accept=pipe,name=%s;urp;" % pipe,
    ], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    desktop = None
    try:
        context = connect(pipe, office, 25)
        desktop = context.ServiceManager.createInstanceWithContext("com.sun.star.frame.Desktop", context)
        formulas = [edit(desktop, job) for job in jobs]
        with open(os.path.join(folder, "formulas.json"), "w", encoding="utf-8") as f:
            json.dump(formulas, f)
    finally:
        try:
            if desktop is not None:
                desktop.terminate()
            office.wait(5)
        except Exception:
            office.kill()


main()
