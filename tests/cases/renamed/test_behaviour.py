"""Renames in the document: code written for the earlier package still runs, and passes the checkers."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.inspect import inspect
from generator.lock import Lock
from generator.lock import read as read_lock
from tests.cases.harness import HERE, Caller, Made, generate, lock_of, settings_of, spec_of, write

BEFORE = HERE / "renamed" / "before.yaml"

# What a user of the earlier package may have written.
PROGRAM = """
from __future__ import annotations

import json

import httpx2

from case_renamed import AsyncCaseRenamed, CaseRenamed, types
from case_renamed.types import Owner, OwnerDict, Pet

PET = {"_id": "7", "petName": "Tom", "owner": {"name": "Ann"}, "status": "awake"}


def answer(request: httpx2.Request) -> httpx2.Response:
    path = request.url.path
    if request.method == "PUT":
        return httpx2.Response(204)
    if path.endswith("/report"):
        return httpx2.Response(200, json={"lines": [{"text": "x"}]})
    if path.endswith("/owners"):
        return httpx2.Response(200, json=[{"name": "Ann"}])
    return httpx2.Response(200, json=PET)


def status(pet: Pet) -> types.PetStatus | None:
    return pet.status


def lines(report: types.MakeAReportResponse) -> list[types.PetLine]:
    return report.lines


def call(client: CaseRenamed) -> None:
    food: types.FoodParam = {"kind": "fish", "bones": 3}
    pet: types.Pet = client.pets.create(pet_name="Tom", dry_run=True, food=food)
    assert isinstance(pet, Pet)
    assert status(pet) == "awake"
    assert client.pets.get(pet_id="7").id == "7"
    owners: list[Owner] = client.owners.list()
    assert owners == [Owner(name="Ann")]
    plain: OwnerDict = {"name": "Bob"}
    client.owners.replace(owner=plain)
    client.owners.replace(owner=owners[0])
    assert lines(client.pets.make_report())[0].text == "x"
    raw = client.pets.with_raw_response.make_report()
    assert raw.parse().lines


async def call_async(client: AsyncCaseRenamed) -> Pet:
    await client.pets.make_report()
    await client.owners.list()
    return await client.pets.get(pet_id="7")


if __name__ == "__main__":
    import asyncio

    call(CaseRenamed(http_client=httpx2.Client(transport=httpx2.MockTransport(answer))))
    transport = httpx2.MockTransport(answer)
    pet = asyncio.run(call_async(AsyncCaseRenamed(http_client=httpx2.AsyncClient(transport=transport))))
    print(json.dumps(pet.to_dict()["petName"]))
"""

OLD_NAMES = {
    "Food", "FoodParam", "NewPet", "Owner", "OwnerDict", "Pet", "PetStatus",
    "owners.list", "pets.make_report",
}  # fmt: skip


def run(program: Path, source: Path, *options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *options, str(program)],
        env={"PYTHONPATH": str(source), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("program") / "program.py"
    path.write_text(PROGRAM, "utf-8")
    return path


def test_the_program_runs_on_the_earlier_package_without_a_warning(program: Path, tmp_path: Path) -> None:
    source = write(generate(settings_of("renamed", BEFORE, "none")), tmp_path)
    result = run(program, source, "-W", "error::DeprecationWarning")
    assert (result.returncode, result.stdout) == (0, '"Tom"\n'), result.stderr


def test_the_program_runs_on_the_later_package(program: Path, case: Made, tmp_path: Path) -> None:
    source = write(case, tmp_path)
    result = run(program, source, "-W", "always::DeprecationWarning")
    assert (result.returncode, result.stdout) == (0, '"Tom"\n'), result.stderr
    warned = {line.partition("DeprecationWarning: ")[2] for line in result.stderr.splitlines()} - {""}
    assert warned == {
        "case_renamed.types.Owner is called Person now",
        "case_renamed.types.OwnerDict is called PersonDict now",
        "case_renamed.types.Pet is called Animal now",
        "list is called client.owners.all now.",
        "make_report is called client.owners.make_report now.",
    }
    assert all(f"{program}:" in line for line in result.stderr.splitlines() if "DeprecationWarning" in line)


@pytest.mark.parametrize(
    "checker",
    [
        ["mypy", "--strict", "--config-file=", "--no-incremental", "--follow-imports=silent"],
        ["pyright", "-p", "pyrightconfig.json", "--pythonpath", sys.executable],
    ],
    ids=["mypy", "pyright"],
)
def test_the_program_passes_the_checkers(
    program: Path, case: Made, tmp_path: Path, checker: list[str]
) -> None:
    source = write(case, tmp_path)
    copy = tmp_path / "program.py"
    copy.write_text(program.read_text("utf-8"), "utf-8")
    settings = {"typeCheckingMode": "strict", "extraPaths": [str(source)], "include": ["program.py"]}
    # The methods are marked as deprecated, and that is reported; nothing else is.
    settings["reportDeprecated"] = "none"
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings), "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", *checker, *(["program.py"] if checker[0] == "mypy" else [])],
        cwd=tmp_path,
        env={"MYPYPATH": str(source), "PATH": str(Path(sys.executable).parent), "HOME": str(Path.home())},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr


def test_old_and_new_names(case: Made) -> None:
    assert dict(case.generated.lock.aliases).keys() == OLD_NAMES
    paths = [".".join((*operation.group, operation.name)) for operation in case.api.operations()]
    assert paths == [
        "owners.all",
        "owners.make_report",
        "owners.replace",
        "pets.create",
        "pets.get",
        "pets.make_report_get",
    ]
    assert {str(item.name) for item in case.api.definitions} == {
        "Animal", "AnimalStatus", "Feed", "Fish", "MakeAReportResponse", "Meat", "NewAnimal", "Person",
        "PetLine",
    }  # fmt: skip


def test_the_old_type_is_the_new_one(types: Any) -> None:
    with pytest.warns(DeprecationWarning, match="Pet is called Animal now"):
        assert types.Pet is types.Animal
    with pytest.warns(DeprecationWarning, match="Pet is called Animal now"):
        assert types.Pet is types.Animal
    assert "Pet" not in dir(types)


def test_an_old_method_sends_what_the_new_one_does(api: Caller) -> None:
    api.answers(200, {"lines": []})
    with pytest.warns(DeprecationWarning, match=r"make_report is called client\.owners\.make_report now"):
        api.call("pets.make_report")
    api.call("owners.make_report")
    assert api.urls == ["/v1/report", "/v1/report"]


def test_an_argument_of_a_renamed_path_keeps_its_name(api: Caller) -> None:
    api.answers(200, {"_id": "7"})
    api.call("pets.get", pet_id="7")
    assert api.path == "/v2/pets/7"


def test_inspect_shows_old_names(case: Made) -> None:
    shown: Any = inspect(case.api, case.generated.surface.document)
    old = {item["python_path"]: item["aliases"] for item in shown["operations"] if item["aliases"]}
    assert old == {
        "client.owners.all": ["client.owners.list"],
        "client.owners.make_report": ["client.pets.make_report"],
    }
    types = {item["python_name"]: item["aliases"] for item in shown["types"]}
    assert types["Person"] == ["Owner", "OwnerDict"]
    assert types["Fish"] == []


def test_the_reference_lists_them(case: Made) -> None:
    _, _, table = case.files["reference.md"].partition("## Old names")
    assert "| `client.pets.make_report()` | `client.owners.make_report()` |" in table
    assert "| `types.Pet` | `types.Animal` |" in table


def again(lock: Lock | None, tmp_path: Path, *changes: tuple[str, str], **settings: Any) -> Made:
    """What is made of the case's document with changes, and with a lock."""
    text = spec_of("renamed").read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    return generate(replace(settings_of("renamed", tmp_path / "spec.yaml", "none"), **settings), lock)


def said(made: Made, code: str) -> list[str]:
    return [item.message for item in made.diagnostics if item.code == code]


def test_old_names_stay_in_further_runs(case: Made, tmp_path: Path) -> None:
    (tmp_path / "sdksmith.lock").write_text(case.generated.lock.to_text(), "utf-8")
    lock = read_lock(tmp_path)
    later = again(lock, tmp_path)
    assert later.generated.lock.aliases == case.generated.lock.aliases
    assert said(later, "NAME002") == []
    once = again(lock_of("renamed"), tmp_path)
    assert later.files == once.files
    assert later.generated.lock.to_text() == once.generated.lock.to_text()


def test_a_second_rename_leaves_two(case: Made, tmp_path: Path) -> None:
    later = again(case.generated.lock, tmp_path, ("schemas/Person", "schemas/Human"), ("Person:", "Human:"))
    assert {str(old.name): str(old.current) for old in later.api.aliases if "Person" in old.current} == {}
    assert {str(old.name): str(old.current) for old in later.api.aliases if "Human" in old.current} == {
        "Owner": "Human",
        "OwnerDict": "HumanDict",
        "Person": "Human",
        "PersonDict": "HumanDict",
    }


def test_a_rename_back_leaves_the_other(case: Made, tmp_path: Path) -> None:
    later = again(case.generated.lock, tmp_path, ("schemas/Person", "schemas/Owner"), ("Person:", "Owner:"))
    names = {str(old.name): str(old.current) for old in later.api.aliases}
    assert names["Person"] == "Owner"
    assert "Owner" not in names
    assert "Owner" in {str(item.name) for item in later.api.definitions}


def test_the_configuration_lets_them_go(case: Made, tmp_path: Path) -> None:
    later = again(case.generated.lock, tmp_path, drop_aliases=("Pet*", "pets.*"))
    assert {name for name, _ in later.generated.lock.aliases} == {
        "Food", "FoodParam", "NewPet", "Owner", "OwnerDict", "owners.list"
    }  # fmt: skip
    none = again(lock_of("renamed"), tmp_path, drop_aliases=("*",))
    assert none.generated.lock.aliases == ()
    assert "aliases" not in none.generated.lock.to_text().partition('"names"')[0]
    assert "Old names" not in none.files["reference.md"]


def test_an_old_name_is_given_to_nothing_else(case: Made, tmp_path: Path) -> None:
    addition = "  schemas:\n    Owner: { type: object, properties: { shares: { type: integer } } }\n"
    later = again(case.generated.lock, tmp_path, ("  schemas:\n", addition))
    by_id = {str(item.id): str(item.name) for item in later.api.definitions}
    assert by_id["#/components/schemas/Owner"] == "Owner2"
    assert "Owner" in {str(old.name) for old in later.api.aliases}
    assert "'Owner' is an old name of something else; the name is 'Owner2'" in said(later, "NAME003")


def test_the_configuration_may_give_it(case: Made, tmp_path: Path) -> None:
    addition = "  schemas:\n    Owner: { type: object, properties: { shares: { type: integer } } }\n"
    later = again(
        case.generated.lock,
        tmp_path,
        ("  schemas:\n", addition),
        rename=(("#/components/schemas/Owner", "Owner"),),
    )
    by_id = {str(item.id): str(item.name) for item in later.api.definitions}
    assert by_id["#/components/schemas/Owner"] == "Owner"
    assert "Owner" not in {str(old.name) for old in later.api.aliases}
    assert "'Owner' was the old name of 'Person', and is something else now" in said(later, "NAME003")


def test_the_configuration_renames_and_the_old_name_stays(case: Made, tmp_path: Path) -> None:
    later = again(case.generated.lock, tmp_path, rename=(("Fish", "Herring"), ("replaceOwner", "swap")))
    names = {str(old.name): str(old.current) for old in later.api.aliases}
    assert names["Fish"] == "Herring"
    assert dict(later.generated.lock.aliases)["owners.replace"] == "#/paths/~1v1~1owners/put"


def test_swapped_schemas_go_by_their_names(tmp_path: Path) -> None:
    """Both names are still in the document: nothing has been renamed."""
    first = again(None, tmp_path)
    swap = (("    Fish: {", "    Swap: {"), ("    Meat: {", "    Fish: {"), ("    Swap: {", "    Meat: {"))
    later = again(first.generated.lock, tmp_path, *swap)
    assert later.api.aliases == ()
    assert {str(item.id).rpartition("/")[2]: str(item.name) for item in later.api.definitions}[
        "Fish"
    ] == "Fish"


def test_what_could_be_two_things_is_not_guessed(tmp_path: Path) -> None:
    first = again(None, tmp_path)
    addition = (
        "  schemas:\n    Other: { type: object, required: [name], properties: { name: { type: string } } }\n"
    )
    later = again(
        first.generated.lock,
        tmp_path,
        ('schema: { type: array, items: { $ref: "#/components/schemas/Person" } }', "schema: {}"),
        ("schemas/Person", "schemas/Human"),
        ("Person:", "Human:"),
        ("  schemas:\n", addition),
    )
    assert [str(old.name) for old in later.api.aliases] == []


def test_a_tag_that_is_split_is_not_renamed(tmp_path: Path) -> None:
    first = again(None, tmp_path)
    later = again(
        first.generated.lock,
        tmp_path,
        ("summary: Add an animal\n      tags: [animals]", "summary: Add an animal\n      tags: [zoo]"),
        ("tags: [animals]", "tags: [owners]"),  # the other two
    )
    paths = {".".join((*operation.group, operation.name)) for operation in later.api.operations()}
    assert {"zoo.add", "owners.get_pet"} <= paths
    assert {"animals.add", "animals.get_pet"} <= dict(later.generated.lock.aliases).keys()


def test_equal_schemas_keep_their_name_whichever_of_them_stays(tmp_path: Path) -> None:
    """`Make a report` has lines like those of a new operation, which comes first."""
    first = again(None, tmp_path)
    text = spec_of("renamed").read_text("utf-8")
    start = text.index("  /v1/report:")
    report = text[start : text.index("  /v1/owners:")]
    # The same under a path that sorts first, in the same group and so with the same plain names.
    other = report.replace("/v1/report", "/v1/a").replace("Get the report", "Get a list")
    lock = first.generated.lock
    lock = replace(lock, names=tuple((id, name.replace("OwnerLine", "Row")) for id, name in lock.names))
    later = again(lock, tmp_path, (report, report + other))
    before = {str(item.name) for item in first.api.definitions}
    assert {str(item.name) for item in later.api.definitions} - before == {"Row"}
    assert later.api.aliases == ()


def test_a_removed_group_stays_for_what_was_in_it(tmp_path: Path) -> None:
    """All operations of a tag went to another that was there before."""
    first = again(None, tmp_path)
    later = again(first.generated.lock, tmp_path, ("tags: [animals]", "tags: [owners]"))
    (old,) = (group for group in later.api.root.groups if group.name == "animals")
    assert old.operations == ()
    assert {str(each.name) for each in old.aliases} == {"add", "get_pet", "make_report"}
    assert (
        "Old names of methods; `client.owners` has them now."
        in later.files["src/case_renamed/resources/animals.py"]
    )


def test_a_namespace_that_is_given_later_leaves_all_where_it_was(tmp_path: Path) -> None:
    first = again(None, tmp_path)
    later = again(first.generated.lock, tmp_path, namespace=("zoo",))
    assert {str(group.name) for group in later.api.root.groups} == {"animals", "owners", "zoo"}
    assert dict(later.generated.lock.aliases)["animals.get_pet"] == "#/paths/~1v2~1pets~1{id}/get"
    assert "client.zoo.animals.get_pet" in later.files["src/case_renamed/resources/animals.py"]


def test_a_lock_without_marks_is_read(tmp_path: Path) -> None:
    lock = lock_of("renamed")
    assert lock is not None
    later = again(replace(lock, marks=()), tmp_path)
    assert later.api.aliases == ()
    assert "OwnerDict" not in dict(later.generated.lock.names).values()


def test_names_of_earlier_rules_stay(tmp_path: Path) -> None:
    """A later version of sdksmith may have other rules: names that were given stay."""
    lock = lock_of("renamed")
    assert lock is not None
    old = {
        "#/paths/~1v1~1pets/post": "make_one",
        "#/paths/~1v1~1pets/post/query/dryRun": "dry",
        "#/components/schemas/NewPet": "APet",
        "group:pets": "zoo",
    }
    marks = {
        id: mark.replace("pets.create", "zoo.make_one").replace("pets.", "zoo.") for id, mark in lock.marks
    }
    lock = replace(lock, names=tuple({**dict(lock.names), **old}.items()), marks=tuple(marks.items()))
    text = BEFORE.read_text("utf-8")
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    later = generate(settings_of("renamed", tmp_path / "spec.yaml", "none"), lock)
    names = dict(later.generated.lock.names)
    assert {id: names[id] for id in old} == old
    assert later.generated.lock.aliases == ()
    assert "zoo.make_one" in {".".join((*each.group, each.name)) for each in later.api.operations()}
