"""An overlay gives a real document the names that a person would choose; the README shows parts of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.config import SdkSettings
from generator.diagnostics import Diagnostics
from generator.outline import to_text
from generator.pipeline import Surface, describe
from generator.spec_settings import plain

ROOT = Path(__file__).parents[2]
SPEC = ROOT.parent / "shared" / "specs" / "docker-engine-swagger2.yaml"
OVERLAY = Path(__file__).parent / "overlays" / "docker-engine.overlay.yaml"

pytestmark = pytest.mark.skipif(not SPEC.exists(), reason="the document is not here")

METHODS = {
    "container.container_archive": "containers.get_archive",
    "container.container_archive_info": "containers.get_archive_info",
    "container.put_container_archive": "containers.put_archive",
    "container.container_top": "containers.list_processes",
    "exec.container_exec": "exec.create",
    "image.build_prune": "images.prune_build_cache",
    "image.image_get": "images.export",
    "image.image_get_all": "images.export_several",
    "image.image_load": "images.load",
    "plugin.get_plugin_privileges": "plugins.get_privileges",
    "plugin.plugin_set": "plugins.configure",
    "session.session": "system.start_session",
    "swarm.swarm_unlockkey": "swarm.get_unlock_key",
    "system.system_auth": "system.check_auth",
    "system.system_data_usage": "system.get_data_usage",
    "system.system_ping_head": "system.ping_head",
}
TYPES = {
    "TaskSpecContainerSpec": "ContainerSpec",
    "TaskSpecContainerSpecPrivileges": "Privileges",
    "TaskSpecContainerSpecPrivilegesCredentialSpec": "CredentialSpec",
    "TaskSpecContainerSpecPrivilegesSeLinuxContext": "SeLinuxContext",
    "TaskSpecContainerSpecDnsConfig": "ContainerSpecDnsConfig",
    "ClusterVolumeSpecAccessModeAccessibilityRequirements": "AccessibilityRequirements",
    "GenericResourcesItemNamedResourceSpec": "NamedResource",
    "GenericResourcesItemDiscreteResourceSpec": "DiscreteResource",
}


def described(*overlays: str) -> tuple[Surface, Diagnostics]:
    diagnostics = Diagnostics()
    surface = describe(SdkSettings(specs=plain(str(SPEC)), overlays=overlays), None, diagnostics)
    assert surface is not None
    return surface, diagnostics


def test_docker() -> None:
    before, found_before = described()
    after, found_after = described(str(OVERLAY))
    assert {item.code for item in found_after if item.code.startswith("OVERLAY")} == set()
    assert len(found_after.items) <= len(found_before.items), "the overlay brings no faults of its own"
    calls = [set(re.findall(r"client\.([\w.]+)\(", to_text(one.api))) for one in (before, after)]
    assert len(calls[0]) == len(calls[1]), "no method is lost"
    # By rule, methods may well be called something better than in the table one day; not like that, though.
    assert set(METHODS.values()) <= calls[1]
    assert not calls[1] & set(METHODS)
    assert not {call.partition(".")[0] for call in calls[1]} & {"container", "image", "plugin", "session"}
    types = [{name for _, name in one.api.names} for one in (before, after)]
    assert set(TYPES) <= types[0]
    assert set(TYPES.values()) <= types[1]
    assert not types[1] & set(TYPES)


def test_what_the_readme_shows_does_the_same(tmp_path: Path) -> None:
    section = (ROOT / "README.md").read_text("utf-8").partition("## Fixing a document with an overlay")[2]
    overlay = tmp_path / "docker.overlay.yaml"
    overlay.write_text(section.partition("```yaml\n")[2].partition("```")[0], "utf-8")
    shown, found = described(str(overlay))
    assert not [item for item in found if item.code.startswith("OVERLAY")]
    calls = to_text(shown.api)
    for call in ("containers.put_archive", "system.get_data_usage"):
        assert f"client.{call}(" in calls
    names = {name for _, name in shown.api.names}
    assert "ContainerSpec" in names
    assert "TaskSpecContainerSpec" not in names
