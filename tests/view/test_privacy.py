"""The privacy sheet says what the settings and the storage of this very workshop are, and no secret."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from lcc_diag.model.case import ROLES
from lcc_diag.model.text import LANGUAGES
from lcc_diag.store.faults import StoreError
from lcc_diag.view.workshop.privacy import Place, privacy_view
from tests.view.workshops import CONTENT, HOSTILE, SECRETS, workshop_with

FILE = Place("file", "cases.sqlite", "laptop-7")
SERVER = Place("server", "cases", "db.example.org")


def sheet(language="de", place=FILE, logged=None, workshop=None, organisation="Muster GmbH", **settings):
    return privacy_view(workshop or workshop_with(**settings), organisation, CONTENT, place, language, logged)


def said(view):
    """Text of each item by its id."""
    return {item["id"]: " ".join([item["text"], *item["details"]]) for item in [*view["items"], *view["legal"]]}


def whole(view):
    return json.dumps(view, ensure_ascii=False)


# --- settings ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_purpose_and_responsible_are_the_facilitators_own_words_or_said_to_be_missing(language):
    told = said(sheet(language, purpose=HOSTILE, responsible=" Dr. Eva Beispiel "))
    assert told["purpose"] == HOSTILE
    assert told["responsible"] == "Dr. Eva Beispiel"
    missing = said(sheet(language, purpose="  "))
    assert {"de": "Noch nicht eingetragen", "en": "Not entered yet"}[language] in missing["purpose"]
    assert {"de": "Noch niemand", "en": "Nobody entered"}[language] in missing["responsible"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_smallest_group_is_the_one_of_this_workshop(language):
    told = said(sheet(language, min_group=7))
    assert "7 " in told["group"]
    assert "7 " in told["text"]
    assert "5 " in said(sheet(language))["group"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_leaders_are_named_only_where_that_is_switched_on(language):
    named, unnamed = said(sheet(language, named_leaders=True)), said(sheet(language))
    assert {"de": "gefragt", "en": "asked"}[language] in named["leaders"]
    assert {"de": "nie einzeln", "en": "never shown one by one"}[language] in unnamed["leaders"]
    assert "leaders" not in said(sheet(language, roles=("staff",)))


def test_only_what_is_asked_is_said_to_be_stored():
    diagnosis, pulse = said(sheet()), said(sheet(parts="pulse"))
    cynefin = said(sheet(parts="cynefin", challenges=("c1",)))
    assert "zu 3 Herausforderungen und zu vier Haltungen" in diagnosis["fields"]
    assert "zu einer Herausforderung und" in said(sheet(challenges=("c1",)))["fields"]
    assert "auf vier kurze Fragen" in pulse["fields"]
    assert "zu einer Herausforderung." in cynefin["fields"]
    assert ["Geschichte" in told["fields"] for told in (diagnosis, pulse, cynefin)] == [True, False, True]
    assert ["text" in told for told in (diagnosis, pulse, cynefin)] == [True, False, True]
    assert ["die Geschichten" in told["who"] for told in (diagnosis, pulse, cynefin)] == [True, False, True]
    assert ["schätzen" in told["fields"] for told in (diagnosis, pulse, cynefin)] == [True, True, False]
    assert "Geschäftsführung" not in said(sheet(roles=("leader", "staff")))["fields"]
    assert "schätzen" not in said(sheet(roles=("staff",)))["fields"]


def test_every_role_that_may_join_is_named():
    for role, name in zip(ROLES, ("Managing director", "Leader", "Staff"), strict=True):
        assert f"({name})" in said(sheet("en", roles=(role,)))["fields"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_day_of_deletion_is_told_until_everything_is_gone(language):
    begun = workshop_with()
    told = said(sheet(language, workshop=replace(begun, delete_on=date(2027, 3, 1))))["delete"]
    assert {"de": "1. März 2027", "en": "1 March 2027"}[language] in told
    gone = said(sheet(language, workshop=replace(begun, deleted=True)))["delete"]
    assert {"de": "Alles Einzelne ist gelöscht", "en": "Everything single is deleted"}[language] in gone


# --- storage ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_place_is_the_database_that_is_used(language):
    file, server = said(sheet(language, FILE)), said(sheet(language, SERVER))
    assert "cases.sqlite" in file["place"]
    assert "laptop-7" in file["place"]
    assert "PostgreSQL" not in file["place"]
    assert "PostgreSQL" in server["place"]
    assert "db.example.org" in server["place"]
    assert len(server["delete"]) > len(file["delete"])  # a server keeps traces for a while, and that is said


@pytest.mark.parametrize(
    ("address", "kind", "name", "computer"),
    [
        ("sqlite:////home/anna/firma/cases.sqlite", "file", "cases.sqlite", None),
        ("sqlite:///file:/data/cases.sqlite?mode=rw&uri=true", "file", "cases.sqlite", None),
        ("postgresql://anna:geheim@db.example.org:5432/umfrage?sslmode=require", "server", "umfrage", "db.example.org"),
        ("postgresql+psycopg:///umfrage?host=/run/postgresql&password=geheim", "server", "umfrage", None),
        ("postgresql:///umfrage?host=one.example,two.example", "server", "umfrage", "one.example,two.example"),
    ],
)
def test_a_place_names_computer_and_database_but_no_user_folder_or_password(address, kind, name, computer):
    place = Place.of(address)
    assert (place.kind, place.name) == (kind, name)
    assert place.computer == computer if computer else place.computer
    told = whole(sheet(place=place))
    assert not any(secret in told for secret in ("anna", "geheim", "/home", "/run", "5432"))


def test_what_is_no_address_is_no_place():
    with pytest.raises(StoreError):
        Place.of("mysql://db.example.org/cases")


def test_the_access_log_is_told_as_it_is():
    on, off, unknown = (said(sheet(logged=logged))["not"] for logged in (True, False, None))
    assert "ist an" in on
    assert "ist aus" in off
    assert "nur, wenn" in unknown


# --- law, text, secrets -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_works_council_is_named_with_both_rulings_and_without_a_promise(language):
    told = said(sheet(language))
    assert all(part in told["council"] for part in ("§ 87", "BetrVG", "1 ABR 13/17", "1 ABR 47/16"))
    assert "C-34/21" in told["basis"]
    checked = CONTENT.sources.sources["bag_surveys"].checked[language]
    assert checked in told["advice"]
    labels = {item["label"] for item in sheet(language)["legal"]}
    assert {"de": "Keine Rechtsberatung", "en": "Not legal advice"}[language] in labels


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_secret_of_the_workshop_is_on_the_sheet(language):
    view = sheet(language, organisation=HOSTILE)
    assert not any(secret in whole(view) for secret in SECRETS)
    assert view["about"].startswith(HOSTILE)
    assert HOSTILE not in view["base"] + view["title"]


def test_both_languages_say_the_same_things():
    german, english = (sheet(language, named_leaders=True) for language in LANGUAGES)
    assert [item["id"] for item in german["items"]] == [item["id"] for item in english["items"]]
    assert list(said(german)) == list(said(english))
    assert not set(said(german).values()) & set(said(english).values())
