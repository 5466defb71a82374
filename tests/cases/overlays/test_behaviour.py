from __future__ import annotations

import inspect
from dataclasses import replace
from typing import Any

from generator.load.source import digest
from tests.cases.harness import HERE, Caller, Made, generate, settings_of, spec_of


def test_names(api: Caller, package: Any) -> None:
    api.answers(json={"id": "1", "breed": {"name": "Pug"}})
    pet = api.call("pets.get", id="1", verbose=True)
    assert str(api.request.url) == "https://api.example.com/v1/pet/1?verbose=true"
    assert isinstance(pet, package.types.Pet)
    assert isinstance(pet.breed, package.types.Breed)
    assert pet.breed.name == "Pug"
    assert not hasattr(package.types, "PetDto")


def test_traits(api: Caller) -> None:
    api.answers(json=[])
    api.call("pets.find", top=3)
    assert str(api.request.url) == "https://api.example.com/v1/pet?top=3"


def test_what_is_removed(package: Any) -> None:
    resource = type(package.CaseOverlays(base_url="https://api.example.com").pets)
    methods = {name for name in vars(resource) if not name.startswith("_")}
    assert methods >= {"find", "get"}
    assert not {name for name in methods if "debug" in name or "feed" in name}
    assert "trace" not in inspect.signature(resource.get).parameters


def test_a_parameter_of_the_path_is_described_once_more(case: Made) -> None:
    (resource,) = (text for path, text in case.files.items() if path.endswith("resources/pets.py"))
    assert "Its number on the collar." in resource
    assert "All that is known about it." in resource


def test_the_files_are_sources(case: Made) -> None:
    assert len(case.generated.lock.sources) == 3
    names = {name.rpartition("/")[2] for name in case.generated.surface.document.digests}
    assert names == {"spec.yaml", "overrides.yaml", "names.overlay.yaml"}
    assert digest({}) not in case.generated.lock.sources


def test_without_them(case: Made) -> None:
    settings = settings_of("overlays", spec_of("overlays"), "none")
    assert settings.overlays == (str(HERE / "overlays" / "names.overlay.yaml"),)
    plain = generate(replace(settings, overlays=()))
    assert plain.generated.lock.configuration == case.generated.lock.configuration
    assert plain.generated.lock.sources != case.generated.lock.sources
