"""prefect, what runs need: artifacts, automations, blocks, limits, pools and queues."""

from __future__ import annotations

import uuid
from typing import Any

import pytest

from .test_prefect import SERVER as PREFECT
from .test_prefect import unique

pytestmark = pytest.mark.conformance

SERVER = PREFECT


def test_the_server(client: Any, sdk: Any) -> None:
    assert client.root.perform_readiness_check() == {"message": "OK"}
    assert client.root.server_version().count(".") == 2
    with pytest.raises(sdk.UnprocessableEntityError, match="CSRF protection is disabled") as caught:
        client.csrf_token.create(client="me")
    # The document says a list, the server sends a text.
    assert isinstance(caught.value.body, sdk.types.HttpValidationError)
    assert caught.value.body.invalid_fields == ("/detail",)


def test_where_results_are_stored(client: Any, sdk: Any) -> None:
    assert client.admin.read_server_default_result_storage().default_result_storage_block_id is None
    id = uuid.uuid4()
    with pytest.raises(sdk.NotFoundError, match=f"Block document {id} not found"):
        client.admin.update_server_default_result_storage(default_result_storage_block_id=id)
    assert client.admin.clear_server_default_result_storage() is None


def test_artifacts(client: Any, sdk: Any) -> None:
    key = unique("artifact")
    mine = {"artifacts": {"key": {"any_": [key]}}}
    made = client.artifacts.create(key=key, type="markdown", data="# one")
    assert client.artifacts.update(id=made.id, data="# two", description="d") is None
    read = client.artifacts.read(id=made.id)
    assert (read.data, read.description, read.created.tzinfo is not None) == ("# two", "d", True)
    assert [each.id for each in client.artifacts.list(**mine)] == [made.id]
    assert [each.latest_id for each in client.artifacts.read_latest_artifacts(**mine)] == [made.id]
    assert (client.artifacts.count(**mine), client.artifacts.count_latest_artifacts(**mine)) == (1, 1)
    client.artifacts.delete(id=made.id)
    with pytest.raises(sdk.NotFoundError, match="Artifact not found"):
        client.artifacts.read(id=made.id)


def test_automations(client: Any, sdk: Any) -> None:
    types = sdk.types
    trigger = types.EventTriggerInput(expect=["my.event"], posture="Reactive", threshold=1, within=0)
    # These differ by their constant alone, which the document does not require; without it, the server takes
    # the first that fits.
    actions = [
        types.ResumeAutomation(source="inferred"),
        types.ResumeDeployment(source="inferred"),
        types.ResumeWorkQueue(source="inferred"),
        types.DoNothing(),
    ]
    given = {"trigger": trigger, "actions": actions}
    made = client.automations.create(name=unique("automation"), **given)
    assert isinstance(made.trigger, types.EventTriggerOutput)
    assert [type(each) for each in made.actions] == [type(each) for each in actions]
    nested = {"type": "compound", "require": "all", "within": 60, "triggers": [trigger, trigger]}
    name = unique("automation")
    assert client.automations.update(id=made.id, name=name, **{**given, "trigger": nested}) is None
    assert client.automations.patch_automation(id=made.id, enabled=False) is None
    read = client.automations.read(id=made.id)
    assert (read.name, read.enabled, type(read.trigger)) == (name, False, types.CompoundTriggerOutput)
    assert [type(each) for each in read.trigger.triggers] == [types.EventTriggerOutput] * 2
    mine = {"automations": {"name": {"any_": [name]}}}
    assert (client.automations.count(**mine), [each.id for each in client.automations.list(**mine)]) == (
        1,
        [made.id],
    )
    nobody = f"prefect.deployment.{uuid.uuid4()}"
    assert client.automations.read_related_to_resource(resource_id=nobody) == []
    assert client.automations.delete_owned_by_resource(resource_id=nobody) is None
    assert client.automations.delete(id=made.id) is None
    with pytest.raises(sdk.NotFoundError):
        client.automations.read(id=made.id)


def test_templates(client: Any, sdk: Any) -> None:
    for validate in (client.automations.validate_template, client.automations.validate_template_post):
        assert validate(body="{{ event.id }}") is None
        with pytest.raises(sdk.UnprocessableEntityError, match="unexpected end of template") as caught:
            validate(body="{{ event")
        # What the document does not have is there all the same.
        assert caught.value.body.error["source"] == "{{ event"


def test_blocks(client: Any, sdk: Any) -> None:
    kind = client.block_types.create(name=unique("Kind"), slug=unique("kind"))
    assert client.block_types.read(id=kind.id) == client.block_types.read_by_slug(slug=kind.slug) == kind
    assert client.block_types.update(id=kind.id, description="d") is None
    listed = client.block_types.list(block_types={"slug": {"any_": [kind.slug]}})
    assert [each.description for each in listed] == ["d"]
    properties = {
        "key": {"type": "string", "format": "password", "writeOnly": True},
        "n": {"type": "integer"},
    }
    schema = client.block_schemas.create(
        block_type_id=kind.id,
        capabilities=["c"],
        version="1",
        fields={
            "title": "Kind",
            "type": "object",
            "properties": properties,
            "secret_fields": ["key"],
            "block_schema_references": {},
            "block_type_slug": kind.slug,
        },
    )
    assert schema.fields["properties"] == properties
    assert client.block_schemas.read(id=schema.id) == schema
    assert client.block_schemas.read_by_checksum(checksum=schema.checksum).id == schema.id
    of_kind = {"block_type_id": {"any_": [str(kind.id)]}}
    assert [each.id for each in client.block_schemas.list(block_schemas=of_kind)] == [schema.id]
    assert "c" in client.block_capabilities.read_available_block_capabilities()

    made = client.block_documents.create(
        name="mine", data={"key": "secret", "n": 1}, block_schema_id=schema.id, block_type_id=kind.id
    )
    assert made.data == {"key": "********", "n": 1}
    assert client.block_documents.update_data(id=made.id, data={"n": 2}, merge_existing_data=True) is None
    assert client.block_documents.read(id=made.id, include_secrets=True).data == {"key": "secret", "n": 2}
    assert client.block_documents.count(block_documents=of_kind) == 1
    assert [each.name for each in client.block_documents.list(block_documents=of_kind)] == ["mine"]
    (of_slug,) = client.block_types.read_block_documents_for_block_type(slug=kind.slug)
    by_name = client.block_types.read_block_document_by_name_for_block_type(
        slug=kind.slug, block_document_name="mine", include_secrets=True
    )
    assert (of_slug.id, by_name.data["key"]) == (made.id, "secret")
    assert client.block_documents.delete(id=made.id) is None
    assert client.block_schemas.delete(id=schema.id) is None
    assert client.block_types.delete(id=kind.id) is None
    for call, id in ((client.block_documents.read, made.id), (client.block_types.read, kind.id)):
        with pytest.raises(sdk.NotFoundError):
            call(id=id)


def test_what_the_server_comes_with(client: Any, sdk: Any) -> None:
    assert client.block_types.install_system_block_types() is None
    views = client.collections.read_view_content(view="aggregate-worker-metadata")
    assert views["prefect"]["process"]["type"] == "process"
    with pytest.raises(sdk.NotFoundError, match="View none not found"):
        client.collections.read_view_content(view="none")


def test_limits_by_tag(client: Any, sdk: Any) -> None:
    tag = unique("tag")
    made = client.concurrency_limits.create(tag=tag, concurrency_limit=1)
    assert client.concurrency_limits.read(id=made.id) == client.concurrency_limits.read_by_tag(tag=tag)
    first, second = uuid.uuid4(), uuid.uuid4()
    (taken,) = client.concurrency_limits.increment_v1(names=[tag], task_run_id=first)
    assert (taken.id, taken.limit) == (made.id, 1)
    with pytest.raises(sdk.ClientError, match="has been reached") as caught:
        client.concurrency_limits.increment_v1(names=[tag], task_run_id=second)
    assert caught.value.status_code == 423
    assert client.concurrency_limits.read_by_tag(tag=tag).active_slots == [first]
    client.concurrency_limits.decrement_v1(names=[tag], task_run_id=first)
    client.concurrency_limits.reset_by_tag(tag=tag, slot_override=[second])
    assert client.concurrency_limits.read_by_tag(tag=tag).active_slots == [second]
    assert tag in [each.tag for each in client.concurrency_limits.list(limit=1)]
    client.concurrency_limits.delete_by_tag(tag=tag)
    other = client.concurrency_limits.create(tag=tag, concurrency_limit=2)
    client.concurrency_limits.delete(id=other.id)
    with pytest.raises(sdk.NotFoundError):
        client.concurrency_limits.read_by_tag(tag=tag)


def test_limits_by_name(client: Any, sdk: Any) -> None:
    limits = client.concurrency_limits_v2
    name = unique("limit")
    made = limits.create(name=name, limit=2)
    # An id as UUID or text, or a name.
    assert limits.read(id_or_name=made.id).id == limits.read(id_or_name=str(made.id)).id == made.id
    assert limits.update(id_or_name=name, limit=3, slot_decay_per_second=0.0) is None
    (taken,) = limits.bulk_increment_active_slots(slots=2, names=[name])
    assert (taken.id, taken.limit) == (made.id, 3)
    with pytest.raises(sdk.UnprocessableEntityError, match="greater than the limit"):
        limits.bulk_increment_active_slots(slots=4, names=[name])
    with pytest.raises(sdk.ClientError, match="423 Locked") as caught:
        limits.bulk_increment_active_slots(slots=2, names=[name])
    # Not among the statuses after which anything is repeated, though the server says when.
    assert float(caught.value.headers["retry-after"]) > 0
    limits.bulk_decrement_active_slots(slots=2, names=[name])
    lease = limits.bulk_increment_active_slots_with_lease(slots=3, names=[name], lease_duration=60.0)
    assert limits.read(id_or_name=name).active_slots == 3
    assert limits.renew_concurrency_lease(lease_id=lease.lease_id, lease_duration=90.0) is None
    assert limits.bulk_decrement_active_slots_with_lease(lease_id=lease.lease_id) is None
    assert name in [each.name for each in limits.list(limit=1)]
    assert limits.delete(id_or_name=name) is None
    with pytest.raises(sdk.NotFoundError):
        limits.read(id_or_name=name)


def test_pools_queues_and_workers(client: Any, sdk: Any) -> None:
    pools, name = client.work_pools, unique("pool")
    made = pools.create(name=name, type="process", concurrency_limit=3)
    assert pools.update(name=name, description="d", is_paused=True) is None
    assert (pools.read(name=name).description, pools.read(name=name).is_paused) == ("d", True)
    mine = {"work_pools": {"name": {"any_": [name]}}}
    assert ([each.id for each in pools.list(**mine)], pools.count(**mine)) == ([made.id], 1)
    there = {"work_pool_name": name, "name": "q"}
    assert pools.create_work_queue(**there, priority=1).work_pool_name == name
    assert pools.update_work_queue(**there, body={"description": "e"}) is None
    assert pools.read_work_queue(**there).description == "e"
    assert {each.name for each in pools.read_work_queues(work_pool_name=name, limit=1)} == {"q", "default"}
    worker = {"work_pool_name": name, "name": "w"}
    assert pools.worker_heartbeat(**worker, heartbeat_interval_seconds=30) is None
    (seen,) = pools.read_workers(work_pool_name=name)
    assert (seen.name, seen.status) == ("w", "ONLINE")
    assert pools.delete_worker(**worker) is None
    assert pools.get_scheduled_flow_runs(name=name) == []
    status = pools.read_concurrency_status(name=name)
    assert (status.concurrency_limit, {each.queue_name for each in status.queues}) == (3, {"q", "default"})
    assert pools.delete_work_queue(**there) is None
    assert pools.delete(name=name) is None
    with pytest.raises(sdk.NotFoundError):
        pools.read(name=name)


def test_queues(client: Any, sdk: Any) -> None:
    queues, name = client.work_queues, unique("queue")
    made = queues.create(name=name, priority=1)
    assert queues.update(id=made.id, is_paused=True, description="d") is None
    assert queues.read(id=made.id).is_paused is True
    assert queues.read_by_name(name=name).id == made.id
    assert [each.id for each in queues.list(work_queues={"name": {"any_": [name]}})] == [made.id]
    assert queues.read_runs(id=made.id) == []
    assert queues.read_status(id=made.id).health_check_policy.maximum_late_runs == 0
    assert queues.read_concurrency_status(id=made.id).count == 0
    assert queues.delete(id=made.id) is None
    with pytest.raises(sdk.NotFoundError):
        queues.read_by_name(name=name)
