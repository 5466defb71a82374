"""What the lock remembers: a later document does not rename what callers use."""

from __future__ import annotations

from pathlib import Path

from generator.ir.model import Api, Model
from tests.cases.harness import Made, generate, settings_of, spec_of


def again(case: Made, tmp_path: Path, *changes: tuple[str, str]) -> Api:
    """The surface of the changed document, made with the lock of the first one."""
    text = spec_of("lock").read_text("utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    changed = tmp_path / "spec.yaml"
    changed.write_text(text, "utf-8")
    return generate(settings_of("lock", changed, "none"), case.generated.lock).api


def test_the_lock_holds_every_name(case: Made) -> None:
    names = set(dict(case.generated.lock.names).values())
    assert {"pets", "create", "Pet", "Owner", "OwnerDict", "id", "owner", "pet_name", "dry_run"} <= names


def test_a_new_operation_id_does_not_rename_the_method(case: Made, tmp_path: Path) -> None:
    api = again(case, tmp_path, ("operationId: createPet", "operationId: addPet"))
    assert [str(operation.name) for operation in api.operations()] == ["create"]


def test_a_new_member_does_not_take_the_name_of_another(case: Made, tmp_path: Path) -> None:
    api = again(case, tmp_path, ("_id: { type: string },", "_id: { type: string }, id: { type: string },"))
    (pet,) = (item for item in api.definitions if isinstance(item, Model) and item.name == "Pet")
    assert {str(field.wire): str(field.name) for field in pet.fields} == {
        "_id": "id",
        "id": "id_2",
        "owner": "owner",
    }


def test_without_a_lock_the_exact_name_wins(tmp_path: Path) -> None:
    text = (
        spec_of("lock")
        .read_text("utf-8")
        .replace("_id: { type: string },", "_id: { type: string }, id: { type: string },")
    )
    (tmp_path / "spec.yaml").write_text(text, "utf-8")
    api = generate(settings_of("lock", tmp_path / "spec.yaml", "none")).api
    (pet,) = (item for item in api.definitions if isinstance(item, Model) and item.name == "Pet")
    assert {str(field.wire): str(field.name) for field in pet.fields}["id"] == "id"


def test_a_new_schema_does_not_take_the_name_of_another(case: Made, tmp_path: Path) -> None:
    """`AAA` sorts before `Pet` and asks for the same name; the one that callers know keeps it."""
    addition = "components:\n  schemas:\n    pet: { type: object, properties: { a: { type: string } } }\n"
    api = again(case, tmp_path, ("components:\n  schemas:\n", addition))
    by_id = {str(item.id): str(item.name) for item in api.definitions}
    assert by_id["#/components/schemas/Pet"] == "Pet"
    assert by_id["#/components/schemas/pet"] == "Pet2"


def test_a_new_parameter_does_not_take_the_name_of_an_argument(case: Made, tmp_path: Path) -> None:
    api = again(
        case,
        tmp_path,
        (
            "parameters: [{ name: dryRun",
            "parameters: [{ name: dry_run, in: query, schema: { type: string } }, { name: dryRun",
        ),
    )
    (operation,) = api.operations()
    assert {str(a.wire): str(a.name) for a in operation.arguments if "ry" in a.wire} == {
        "dryRun": "dry_run", "dry_run": "dry_run_query"
    }  # fmt: skip
