import json

import pytest
from django.core.management import CommandError, call_command, load_command_class

from reports import labels
from reports.actions import build_report
from reports.models import DonorReport
from reports.rules.indicators import INDICATORS
from reports.scope import find_scope
from workshops.models import Topic

RULE = '{"unit": "half_day", "scope": "each_day", "threshold": 0.8, "test": "none"}'


def test_stdout_is_the_json_alone(case, capsys):
    call_command("donor_report", project="CT.0690")
    written = capsys.readouterr()
    assert json.loads(written.out)["trained"] == 22
    assert written.err == ""


def test_a_rule_shows_what_would_be(case, capsys):
    call_command("donor_report", "--project", "CT.0690", "--rule", RULE)
    said = json.loads(capsys.readouterr().out)
    assert said["trained"] == 19
    assert (said["rule"]["what_if"], said["rule"]["scope"], said["rule"]["version"]) == (True, "each_day", None)


def test_a_period_is_days_included(case, capsys):
    call_command("donor_report", "--project", "CT.0690", "--from", "2014-06-26", "--to", "2014-06-26")
    said = json.loads(capsys.readouterr().out)
    assert (said["unique_persons"], said["period"]) == (24, {"from": "2014-06-26", "to": "2014-06-26"})


def test_the_file_holds_what_stdout_would(case, capsys, tmp_path):
    call_command("donor_report", project="CT.0690", donor="IDF", output=tmp_path / "report.json")
    assert json.loads((tmp_path / "report.json").read_text())["scope"]["donor"] == "IDF"
    assert [path.name for path in tmp_path.glob("*report*")] == ["report.json"]
    assert capsys.readouterr().out == ""


def test_warnings_go_to_stderr(make, capsys):
    project = make.project("CT.1")
    workshop = make.workshop("A", project=project, state="held")
    make.register(workshop)
    call_command("donor_report", project="CT.1")
    call_command("donor_report", "--project", "CT.1", "--to", "2000-01-01")
    lines = capsys.readouterr().err.splitlines()
    assert lines == [
        "warning: 1 register(s) not validated",
        "warning: no cost recorded for A",
        "warning: no held or closed workshop lies in this scope",
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--project", "NONE"], "There is no project with this code."),
        (["--donor", "NONE"], "There is no donor with this identifier."),
        (["--donor", "ELSE"], "This donor funds neither the project nor a workshop of it."),
        (["--from", "2014-02-01", "--to", "2014-01-01"], "The period ends before it starts."),
        (["--rule", "{"], "--rule $: not JSON: line 1, column 2: Expecting property name enclosed in double quotes"),
        (["--rule", "[]"], "--rule $: a list instead of an object"),
        (["--rule", RULE.replace("0.8", "1.5")], "--rule threshold: out of range: from 0 to 1"),
        (["--rule", RULE.replace("none", "score")], "--rule pass_mark: missing: the test asks for a score"),
    ],
)
def test_what_cannot_be_reported_is_refused_in_one_sentence(case, make, capsys, options, said):
    make.donor("ELSE")
    with pytest.raises(CommandError) as refused:
        call_command("donor_report", "--project", "CT.0690", *options)
    assert str(refused.value) == said
    assert refused.value.returncode == 1
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--project", "X", "--format", "doc"],
        ["--project", "X", "--publication", "yes"],
        ["--project", "X", "--all-projects"],
        ["--office", "X", "--all-offices"],
        ["--project", "X", "--from", "20140101"],
        ["--project", "X", "--to", "2014-02-30"],
    ],
)
def test_wrong_usage_ends_with_status_two(options, capsys):
    with pytest.raises(SystemExit) as ended:
        load_command_class("reports", "donor_report").run_from_argv(["manage.py", "donor_report", *options])
    written = capsys.readouterr()
    assert (ended.value.code, written.out) == (2, "")
    assert "error: " in written.err


@pytest.mark.parametrize("kind", ["json", "pdf", "xlsx"])
@pytest.mark.parametrize(("path", "why"), [("/nowhere/report", "No such file or directory"), ("", ""), ("/", "Is a directory")])
def test_a_file_that_cannot_be_written_is_wrong_usage(case, capsys, kind, path, why):
    with pytest.raises(CommandError) as refused:
        call_command("donor_report", "--project", "CT.0690", "--format", kind, "-o", path)
    assert refused.value.returncode == 2
    assert str(refused.value).endswith(why)
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize("kind", ["pdf", "xlsx"])
def test_a_binary_format_needs_a_file(db, kind):
    with pytest.raises(CommandError) as refused:
        call_command("donor_report", project="CT.0690", format=kind)
    assert refused.value.returncode == 2


def test_a_report_may_be_about_a_donor_an_office_a_topic_or_everything(case, make, office, capsys):
    topic = Topic.objects.create(slug="borders", name_en="Borders")
    case.topics.add(topic)
    other = make.workshop("B", office=office, state="held")
    for options, held in [
        (["--all-offices"], [case.code, other.code]),
        (["--all-projects", "--office", office.code], [other.code]),
        (["--office", case.office.code], [case.code]),
        (["--topic", "borders"], [case.code]),
        (["--donor", "SDC"], [case.code]),
        (["--project", "CT.0690", "--project", other.project.code], [case.code, other.code]),
    ]:
        call_command("donor_report", *options)
        assert json.loads(capsys.readouterr().out)["scope"]["workshops"] == held, options


def test_for_publication_small_cells_are_null_and_named(case, capsys):
    call_command("donor_report", "--project", "CT.0690", "--publication")
    said = json.loads(capsys.readouterr().out)
    assert said["unique_persons"] == 24
    assert said["by_institution"]["PCI"] is None
    assert "by_institution.PCI" in said["suppressed"]


def test_what_is_frozen_is_what_is_written(case, capsys, tmp_path):
    call_command("donor_report", "--project", "CT.0690", "--freeze", "-o", tmp_path / "report.json")
    kept = DonorReport.objects.get()
    assert (kept.state, kept.title, kept.publication) == ("frozen", "CT.0690 · all dates", False)
    assert json.loads((tmp_path / "report.json").read_text()) == kept.content["report"]
    assert capsys.readouterr().err == f"frozen: report {kept.pk}, version 1, SHA-256 {kept.sha256}\n"
    with pytest.raises(CommandError) as refused:
        call_command("donor_report", "--project", "CT.0690", "--freeze", "--rule", RULE)
    assert refused.value.returncode == 2
    assert DonorReport.objects.count() == 1


def test_csv_and_iati_are_text_and_need_no_file(case, capsys, tmp_path):
    call_command("donor_report", "--project", "CT.0690", "--format", "csv", "--language", "fr")
    call_command("donor_report", "--project", "CT.0690", "--format", "csv", "--publication", "-o", tmp_path / "all.csv")
    assert capsys.readouterr().out.splitlines()[1].startswith("#activity+project+id,#event+id,#event+name+i_fr,")
    assert "#beneficiary" not in (tmp_path / "all.csv").read_text()
    call_command("donor_report", "--project", "CT.0690", "--format", "iati")
    written = capsys.readouterr()
    assert written.out.startswith("<?xml version='1.0' encoding='UTF-8'?>\n<iati-activities version=\"2.03\"")
    assert "warning: IATI, a reader will miss: The kind of aid." in written.err.splitlines()


def test_what_an_iati_file_lacks_is_said_and_nothing_is_written(make, tmp_path):
    make.project("BARE", countries=["MA"])
    with pytest.raises(CommandError) as refused:
        call_command("donor_report", "--project", "BARE", "--format", "iati", "-o", tmp_path / "x.xml")
    assert str(refused.value).startswith("no IATI file without: The reporting organisation: ")
    assert (refused.value.returncode, list(tmp_path.iterdir())) == (1, [])


def test_every_figure_has_a_name_and_a_definition(case, now):
    assert {indicator.key for indicator in INDICATORS} == labels.LABELS.keys()
    figures = build_report(find_scope(project="CT.0690"), now=now).figures
    for key in ("disability", "paired_tests", "follow_up"):
        assert figures[key].keys() == labels.PARTS[key].keys()
    assert figures["feedback"]["venue_and_logistics"].keys() == labels.PARTS["feedback"].keys()
