"""The case file: what is written is read again, and nothing damaged, foreign or wrong slips through."""

import json
import random
from datetime import UTC, date, datetime, timedelta, timezone
from importlib import resources

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from lcc_diag.content import load
from lcc_diag.i18n import sentence
from lcc_diag.model.case import MAX_TEXT_LENGTH, Answer, Case, Challenge, Placement, Respondent
from lcc_diag.model.cynefin_questions import DOMAINS
from lcc_diag.model.items import find_item, item_ids
from lcc_diag.model.problem import InputError
from lcc_diag.store.case_file import MAX_PROBLEMS, checksum, file_name, identified, read_case, write_case
from lcc_diag.store.strict_json import MAX_BYTES

QUESTIONNAIRES = load()
SCHEMA = json.loads(resources.files("lcc_diag.store").joinpath("case.schema.json").read_text(encoding="utf-8"))
VALIDATOR = Draft202012Validator(SCHEMA)

# As in the documentation: written by hand, without checksum and times.
BY_HAND = """
{"format": "lcc-diag/case@1", "organisation": "…", "language": "de",
 "challenges":  [{"id": "c1", "statement": "…", "critical": true, "stabilised": false}],
 "respondents": [{"id": "r1", "role": "md"}],
 "answers": [
  {"round": "t0", "respondent": "r1", "challenge": "c1", "item": "cynefin.cause_effect", "value": "b"},
  {"round": "t0", "respondent": "r1", "challenge": "c1", "item": "cynefin.handling", "value": "expert_project"},
  {"round": "t0", "respondent": "r1", "item": "attitudes.gm1", "value": 4},
  {"round": "t0", "respondent": "r1", "item": "execution.owner", "value": 2, "evidence": {"role_or_initials": "KM"}},
  {"round": "t0", "respondent": "r1", "item": "circle.voluntary", "value": "yes"}]}
"""
NASTY = '<script>alert(1)</script> =SUM(A1) +1 @x {name} "quoted" \\ \r\n\t\u2028 👍🏽'


def problems(data):
    with pytest.raises(InputError) as caught:
        read_case(data, QUESTIONNAIRES)
    for problem in caught.value.problems:
        assert sentence(problem, "de")
        assert sentence(problem, "en")
    return caught.value.problems


def codes(data):
    return [problem.code for problem in problems(data)]


def changed(**changes):
    """The hand-written file with top-level keys changed; None removes one."""
    data = {**json.loads(BY_HAND), **changes}
    return json.dumps({key: value for key, value in data.items() if value is not None})


# --- reading and writing ------------------------------------------------------------------------------------------


def test_a_file_written_by_hand():
    case = read_case(BY_HAND, QUESTIONNAIRES)
    assert (case.organisation, case.language, case.example) == ("…", "de", False)
    assert case.challenges == (Challenge("c1", "…", critical=True),)
    assert case.respondents == (Respondent("r1", "md"),)
    assert [answer.value for answer in case.answers] == ["b", "expert_project", 4, 2, "yes"]
    assert case.answers[3].evidence == {"role_or_initials": "KM"}
    assert read_case(b"\xef\xbb\xbf" + BY_HAND.encode(), QUESTIONNAIRES) == case


def test_the_smallest_file():
    assert read_case('{"format": "lcc-diag/case@1"}', QUESTIONNAIRES) == Case()


def test_written_for_people():
    case = Case("Müller", challenges=(Challenge("c1", "Ein Satz."),), respondents=(Respondent("r1", "md"),))
    lines = write_case(case).splitlines()
    assert lines[0] == "{"
    assert lines[1] == ' "format": "lcc-diag/case@1",'
    assert lines[2].startswith(' "checksum": "sha256:')
    assert lines[3:] == [
        ' "organisation": "Müller",',
        ' "language": "de",',
        ' "challenges": [',
        '  {"id": "c1", "statement": "Ein Satz."}',
        " ],",
        ' "respondents": [',
        '  {"id": "r1", "role": "md"}',
        " ],",
        ' "answers": []',
        "}",
    ]


def test_what_others_added_stays():
    data = {
        "format": "lcc-diag/case@1",
        "actions": [{"who": "KM", "by": "2026-05-01"}],
        "rounds": {"t0": {"closed": True}},
        "questionnaires": {"cynefin": 1},
        "challenges": [
            {"id": "c1", "statement": "Satz.", "colour": "blue", "placement": {"domain": "complex", "by": ["r1"]}}
        ],
        "respondents": [{"id": "r1", "role": "md", "since": 2024}],
        "answers": [{"round": "t0", "respondent": "r1", "item": "circle.weeks", "value": 12, "sure": None}],
    }
    again = json.loads(write_case(read_case(json.dumps(data), QUESTIONNAIRES)))
    assert again["actions"] == data["actions"]
    assert again["rounds"] == data["rounds"]
    assert again["questionnaires"] == data["questionnaires"]
    assert again["challenges"][0]["colour"] == "blue"
    assert again["challenges"][0]["placement"]["by"] == ["r1"]
    assert again["respondents"] == data["respondents"]
    assert again["answers"] == data["answers"]


@pytest.mark.parametrize("number", [48.3, 0.1 + 0.2, 1 / 3, 1e-7, 999.9999999999999, 48, 48.0])
def test_numbers_come_back_to_the_last_digit(number):
    case = Case(respondents=(Respondent("r1", "md"),), answers=(Answer("t0", "r1", "costs.coach_eur", number),))
    (answer,) = read_case(write_case(case), QUESTIONNAIRES).answers
    assert (answer.value, type(answer.value)) == (number, type(number))


def test_an_id_of_its_own_is_given_once_and_stays_in_the_file():
    first = identified(Case("Muster GmbH"))
    assert len(first.extra["id"]) == 32
    assert first != identified(Case("Muster GmbH"))
    assert identified(read_case(write_case(first), QUESTIONNAIRES)) == first


def test_text_is_text():
    answer = Answer("t0", "r1", "cynefin.anecdote", NASTY, "c1")
    case = Case(NASTY, "de", (Challenge("c1", NASTY),), (Respondent("r1", "md"),), (answer,))
    assert read_case(write_case(case).encode(), QUESTIONNAIRES) == case


IDS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=60)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | TEXTS,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(TEXTS, parts, max_size=3),
    max_leaves=4,
)
EXTRA = st.dictionaries(TEXTS.map("x{}".format), ANYTHING, max_size=2)
MOMENTS = st.datetimes(timezones=st.just(UTC) | st.integers(-14, 14).map(lambda h: timezone(timedelta(hours=h))))
ITEMS = list(item_ids(QUESTIONNAIRES))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
EVIDENCE = {
    "text": lambda field: TEXTS,
    "number": lambda field: st.floats(field.minimum, field.maximum) | st.integers(0, int(field.maximum)),
    "date": lambda field: DAYS.map(date.isoformat),
    "choice": lambda field: st.sampled_from(list(field.choices)),
}
VALUES = {
    "choice": lambda item: st.sampled_from(item.choices),
    "whole": lambda item: st.sampled_from(item.choices) | st.integers(item.minimum, item.maximum),
    "number": lambda item: st.floats(item.minimum, item.maximum) | st.integers(int(item.minimum), int(item.maximum)),
    "text": lambda item: TEXTS,
    "date": lambda item: DAYS.map(date.isoformat),
    "time": lambda item: st.times().map("{:%H:%M}".format),
}
ABOUT_ONE = {name for name in ITEMS if find_item(name, QUESTIONNAIRES).challenge}


@st.composite
def answers(draw, challenges, respondents):
    name = draw(st.sampled_from([item for item in ITEMS if challenges or item not in ABOUT_ONE]))
    item = find_item(name, QUESTIONNAIRES)
    fields = {key: EVIDENCE[field.kind](field) for key, field in item.evidence.items()}
    return Answer(
        draw(st.sampled_from(["t0", "t1", "nach 12 Wochen"])),
        draw(st.sampled_from(respondents)),
        name,
        draw(VALUES[item.kind](item)),
        draw(st.sampled_from(challenges)) if item.challenge else None,
        draw(st.fixed_dictionaries({}, optional=fields)),
        draw(st.none() | MOMENTS),
        draw(EXTRA),
    )


@st.composite
def cases(draw):
    challenges = draw(st.lists(IDS, max_size=6, unique=True))
    respondents = draw(st.lists(IDS, min_size=1, max_size=4, unique=True))
    statements = TEXTS.filter(str.strip)
    placements = st.none() | st.builds(Placement, st.sampled_from(DOMAINS), TEXTS, EXTRA)
    flags = st.booleans()
    return Case(
        draw(TEXTS),
        draw(st.sampled_from(["de", "en"])),
        tuple(
            Challenge(
                id_, draw(statements), draw(flags), draw(flags), draw(st.none() | TEXTS), draw(placements), draw(EXTRA)
            )
            for id_ in challenges
        ),
        tuple(Respondent(id_, draw(st.sampled_from(["md", "leader", "staff"])), draw(EXTRA)) for id_ in respondents),
        tuple(draw(st.lists(answers(challenges, respondents), max_size=5))),
        draw(flags),
        draw(EXTRA),
    )


@settings(max_examples=60, deadline=None)
@given(cases())
def test_any_case_comes_back_as_it_was(case):
    text = write_case(case)
    assert read_case(text.encode("utf-8"), QUESTIONNAIRES) == case
    assert write_case(read_case(text, QUESTIONNAIRES)) == text
    VALIDATOR.validate(json.loads(text))


# --- damage -------------------------------------------------------------------------------------------------------


def test_the_checksum_is_as_documented():
    data = {"format": "lcc-diag/case@1", "organisation": "ä", "checksum": "anything"}
    # printf '%s' '{"format":"lcc-diag/case@1","organisation":"\u00e4"}' | sha256sum
    assert checksum(data) == "sha256:a9fd0af54a60b09d74c372292ceb50eb8d4df3846f559c28f383a5d40483a0bd"


def test_edited_by_hand():
    text = write_case(read_case(BY_HAND, QUESTIONNAIRES))
    edited = text.replace('"value": 4', '"value": 5')
    assert codes(edited) == ["case_checksum"]
    without = "".join(line for line in edited.splitlines(keepends=True) if "checksum" not in line)
    assert read_case(without, QUESTIONNAIRES).answers[2].value == 5


@pytest.mark.parametrize("value", ["", "sha256:", "sha256:" + "0" * 64, None, 5, ["sha256"]])
def test_a_wrong_checksum(value):
    assert codes(json.dumps({**json.loads(BY_HAND), "checksum": value})) == ["case_checksum"]


@settings(max_examples=400, deadline=None)
@given(st.randoms(use_true_random=False), st.integers(1, 3))
def test_flipped_bytes_never_change_an_answer(chance: random.Random, count):
    sound = write_case(read_case(BY_HAND, QUESTIONNAIRES))
    data = bytearray(sound.encode())
    for _ in range(count):
        data[chance.randrange(len(data))] ^= chance.randrange(1, 256)
    try:
        case = read_case(bytes(data), QUESTIONNAIRES)
    except InputError:
        return
    assert b'"checksum"' not in data or case == read_case(sound, QUESTIONNAIRES)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200) | st.text(max_size=200) | ANYTHING.map(json.dumps))
def test_anything_else_is_refused_with_a_sentence(data):
    assert problems(data)


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_cut_off(share):
    text = write_case(read_case(BY_HAND, QUESTIONNAIRES))
    (problem,) = problems(text[: int(len(text) * share) - 2])
    assert problem.code == "json_damaged"
    assert problem.line >= 2


# --- refusals -----------------------------------------------------------------------------------------------------

ANSWER = {"round": "t0", "respondent": "r1", "item": "circle.weeks", "value": 12}
CHALLENGE = {"id": "c1", "statement": "Satz."}


def one_answer(**changes):
    return changed(answers=[{key: value for key, value in {**ANSWER, **changes}.items() if value != "REMOVED"}])


def one_challenge(**changes):
    return changed(answers=[], challenges=[{**CHALLENGE, **changes}])


NO_JSON = {
    "empty": (b"", "json_damaged"),
    "text": (b"hello", "json_damaged"),
    "zip": (b"PK\x03\x04\x14\x00\x00\x00", "json_damaged"),
    "latin-1": ('{"organisation": "Müller"}'.encode("latin-1"), "json_not_utf8"),
    "utf-16": (BY_HAND.encode("utf-16"), "json_not_utf8"),
    "trailing comma": ('{"format": "lcc-diag/case@1",}', "json_damaged"),
    "too large": (b" " * (MAX_BYTES + 1), "json_too_large"),
    "deep": ("[" * 100_000 + "]" * 100_000, "json_too_deep"),
    "deep extra": ('{"format": "lcc-diag/case@1", "x": ' + "[" * 60 + "]" * 60 + "}", "json_too_deep"),
    "NaN": ('{"format": "lcc-diag/case@1", "x": NaN}', "json_number"),
    "Infinity": ('{"format": "lcc-diag/case@1", "x": -Infinity}', "json_number"),
    "1e999": ('{"format": "lcc-diag/case@1", "x": 1e999}', "json_number"),
    "5000 digits": ('{"format": "lcc-diag/case@1", "x": ' + "9" * 5000 + "}", "json_number"),
    "key twice": ('{"format": "lcc-diag/case@1", "language": "de", "language": "en"}', "json_key_twice"),
    "key twice inside": ('{"format": "lcc-diag/case@1", "x": [{"a": 1, "a": 1}]}', "json_key_twice"),
    "null character": ('{"format": "lcc-diag/case@1", "x": "\\u0000"}', "text_character"),
    "half a character": ('{"format": "lcc-diag/case@1", "x": [{"\\ud83d": 1}]}', "text_character"),
}
NOT_OURS = {
    "list": ("[]", "case_foreign"),
    "number": ("5", "case_foreign"),
    "no format": ("{}", "case_foreign"),
    "other format": ('{"format": "other@1"}', "case_foreign"),
    "format is no text": ('{"format": 1}', "case_foreign"),
    "notebook": ('{"cells": [], "nbformat": 4}', "case_foreign"),
    "newer": (changed(format="lcc-diag/case@2"), "case_newer"),
    "older": (changed(format="lcc-diag/case@0"), "case_version_unknown"),
    "no version": (changed(format="lcc-diag/case"), "case_version_unknown"),
    "odd version": (changed(format="lcc-diag/case@one"), "case_version_unknown"),
}
WRONG_SHAPE = {
    "challenges": (changed(challenges={}), "case_not_list"),
    "answers": (changed(answers="none"), "case_not_list"),
    "answer": (changed(answers=[5]), "case_not_object"),
    "organisation": (changed(organisation=5), "case_not_text"),
    "language": (changed(language="fr"), "case_not_language"),
    "example": (changed(example="no"), "case_not_flag"),
    "critical": (one_challenge(critical="yes"), "case_not_flag"),
    "statement missing": (changed(answers=[], challenges=[{"id": "c1"}]), "case_key_missing"),
    "statement": (one_challenge(statement=None), "case_not_text"),
    "challenge id": (one_challenge(id=1), "case_not_id"),
    "placement": (one_challenge(placement="complex"), "case_not_object"),
    "placement empty": (one_challenge(placement={}), "case_key_missing"),
    "domain": (one_challenge(placement={"domain": "hard"}), "case_not_domain"),
    "reason": (one_challenge(placement={"domain": "clear", "reason": "x" * 10_001}), "case_not_text"),
    "role": (changed(answers=[], respondents=[{"id": "r1", "role": "boss"}]), "case_not_role"),
    "role missing": (changed(answers=[], respondents=[{"id": "r1"}]), "case_key_missing"),
    "value missing": (one_answer(value="REMOVED"), "case_key_missing"),
    "round missing": (one_answer(round="REMOVED"), "case_key_missing"),
    "value null": (one_answer(value=None), "case_not_value"),
    "value flag": (one_answer(value=True), "case_not_value"),
    "value list": (one_answer(value=[12]), "case_not_value"),
    "item": (one_answer(item=5), "case_not_id"),
    "item long": (one_answer(item="circle." + "x" * 100), "case_not_id"),
    "evidence": (one_answer(evidence=[]), "case_not_object"),
    "challenges too many": (
        changed(answers=[], challenges=[{**CHALLENGE, "id": f"c{n}"} for n in range(7)]),
        "challenges_too_many",
    ),
    "statement blank": (one_challenge(statement="  "), "statement_empty"),
    "organisation long": (changed(organisation="x" * 201), "text_too_long"),
    "topic long": (one_challenge(topic="x" * 81), "topic_invalid"),
    "anecdote long": (one_answer(item="cynefin.anecdote", challenge="c1", value="x" * 100_000), "text_too_long"),
}
WRONG_CONTENT = {
    "checksum": (changed(checksum="sha256:" + "0" * 64), "case_checksum"),
    "moment": (one_answer(at="yesterday"), "case_not_moment"),
    "statement long": (one_challenge(statement="x" * 141), "text_too_long"),
    "challenge twice": (changed(answers=[], challenges=[CHALLENGE, CHALLENGE]), "id_twice"),
    "respondent twice": (
        changed(answers=[], respondents=[{"id": "r1", "role": "md"}, {"id": "r1", "role": "staff"}]),
        "id_twice",
    ),
    "item": (one_answer(item="circle.week"), "item_unknown_similar"),
    "row": (one_answer(item="plan.step_6", value="Satz."), "item_unknown_similar"),
    "value decimals": (one_answer(value=12.5), "value_invalid"),
    "value range": (one_answer(item="costs.people", challenge="c1", value=-0.5), "value_out_of_range"),
    "value date": (one_answer(item="plan.review", value="2026-02-30"), "value_not_date"),
    "value": (one_answer(value=999), "value_invalid"),
    "value text": (one_answer(value="12"), "value_quoted"),
    "respondent": (one_answer(respondent="r9"), "respondent_unknown"),
    "challenge": (one_answer(item="cynefin.handling", value="drift", challenge="c9"), "challenge_unknown"),
    "challenge missing": (one_answer(item="cynefin.handling", value="drift"), "challenge_unknown"),
    "challenge needless": (one_answer(challenge="c1"), "challenge_needless"),
    "evidence unknown": (one_answer(item="execution.owner", value=3, evidence={"hours": 5}), "evidence_unknown"),
    "evidence number": (
        one_answer(item="execution.owner", value=3, evidence={"hours_per_week": "5"}),
        "evidence_not_number",
    ),
    "evidence range": (
        one_answer(item="execution.owner", value=3, evidence={"hours_per_week": -5}),
        "evidence_out_of_range",
    ),
    "evidence date": (
        one_answer(item="execution.owner", value=3, evidence={"last_review_date": "2026-02-30"}),
        "evidence_not_date",
    ),
}


@pytest.mark.parametrize(
    ("data", "code"), [*NO_JSON.values(), *NOT_OURS.values()], ids=[f"{name}." for name in (*NO_JSON, *NOT_OURS)]
)
def test_no_case_file(data, code):
    assert codes(data) == [code]


@pytest.mark.parametrize(("data", "code"), WRONG_SHAPE.values(), ids=WRONG_SHAPE)
def test_wrong_shape_for_reader_and_schema(data, code):
    assert codes(data) == [code]
    assert not VALIDATOR.is_valid(json.loads(data))


@pytest.mark.parametrize(("data", "code"), WRONG_CONTENT.values(), ids=WRONG_CONTENT)
def test_wrong_content_is_the_readers_alone(data, code):
    assert codes(data) == [code]
    VALIDATOR.validate(json.loads(data))


def test_the_schema_is_sound_and_accepts_what_is_written_by_hand():
    Draft202012Validator.check_schema(SCHEMA)
    VALIDATOR.validate(json.loads(BY_HAND))


def test_all_problems_at_once_each_with_its_place():
    data = changed(
        organisation=1,
        challenges=[{"id": "c1"}],
        answers=[ANSWER, {**ANSWER, "value": None}, {"round": "t0"}],
    )
    places = [(problem.path, problem.values["name"]) for problem in problems(data)]
    assert places == [
        (None, "organisation"),
        ("challenges.1", "statement"),
        ("answers.2", "value"),
        ("answers.3", "respondent"),
        ("answers.3", "item"),
        ("answers.3", "value"),
    ]
    wrong = [{**ANSWER, "value": -1}, ANSWER, {**ANSWER, "item": "circle.wekks"}]
    assert [problem.path for problem in problems(changed(answers=wrong))] == ["answers.1", "answers.3"]


def test_not_more_problems_than_anybody_reads():
    assert len(problems(changed(answers=[{**ANSWER, "value": -1}] * 200))) == MAX_PROBLEMS


def test_the_line_of_the_damage():
    (problem,) = problems(BY_HAND.replace('"value": 4', '"value": four'))
    assert problem.line == 8
    assert sentence(problem, "de").startswith("Zeile 8: ")
    (problem,) = problems(BY_HAND.encode().replace(b'"KM"', b'"K\xff"'))
    assert problem.line == 9


def test_long_texts_are_kept_whole_or_refused():
    data = one_answer(item="cynefin.anecdote", challenge="c1", value="x" * MAX_TEXT_LENGTH)
    assert len(read_case(data, QUESTIONNAIRES).answers[0].value) == MAX_TEXT_LENGTH


def test_times_with_and_without_zone():
    moments = ["2026-03-31T14:30:00+02:00", "2026-03-31T12:30:00Z", "2026-03-31"]
    read = [read_case(one_answer(at=at), QUESTIONNAIRES).answers[0].at for at in moments]
    assert read[0] == read[1] == datetime(2026, 3, 31, 12, 30, tzinfo=UTC)
    assert read[2] == datetime(2026, 3, 31)


def test_file_name():
    assert file_name("K7MF-3XQD", date(2026, 3, 1)) == "lcc-K7MF-3XQD-2026-03-01.lcc.json"
    assert file_name("", date(2026, 3, 1)) == "lcc-2026-03-01.lcc.json"
    assert file_name("../x\x00/é", date(2026, 3, 1)) == "lcc-2026-03-01.lcc.json"
