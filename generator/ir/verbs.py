"""Words that the rule for method names knows. Lists, not logic: a word more changes no code."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


VERBS = _words("""
    abort accept acknowledge activate add allow amend analyze answer append apply approve archive assign
    attach authenticate authorize average backup ban batch begin block bridge broadcast build bulk call
    cancel capture change charge check claim clean clear clone close collect commit compact compare
    complete compress compute confirm connect consume convert copy count create deactivate debug decide
    decline decrease decrement decrypt deduct delete deliver deny deploy deprecate destroy detach detect
    diff disable disarm disassociate discard disconnect dismiss dispatch download draft drain drop dry
    duplicate edit embed enable encode encrypt end enqueue enter erase estimate evaluate exchange exclude
    execute expand expire explain export extend extract fail fetch filter finalize find finish flag flush
    follow force forget fork format forward freeze gather generate get give grant handle hangup head hide
    hold import include increase increment index init initialize initiate insert inspect install
    invalidate invite invoke issue join kick kill label launch leave link list load lock login logout look
    lookup make manage map mark match measure merge migrate mint mirror modify monitor move mute notify
    obtain open optimize order override paginate park parse patch pause pay pin ping play poll populate
    post prepare preview print process promote provision prune publish pull purchase purge push put query
    queue quit reactivate read reassign rebase reboot rebuild receive recover redact redeem redeliver
    redirect redo refer refresh refund regenerate register reinstate reissue reject release reload remove
    rename render renew rent reopen reorder repeat replace replay reply report reprocess request rerun
    resend reserve reset resign resize resolve resort respond restart restore restrict resubmit resume
    retrieve retry return reverse revert review revoke rollback rotate route run sample save scale scan
    schedule score scrape search seek select send set share ship show shutdown sign simulate skip snooze
    solve speak split star start stop stream submit subscribe suggest summarize suspend swap switch sync
    synthesize tag terminate test toggle train transcribe transfer transform transition translate trigger
    unarchive unassign unban unblock unfollow unhide uninstall unlink unlock unmark unmute unpark unpause
    unpin unregister unset unstar unsubscribe update upgrade upload upsert use validate verify view void
    vote wait warm watch withdraw write
    """)

LOOKING = frozenset({"fetch", "find", "get", "read", "retrieve", "return", "show", "view"})
"""Of many things, these are `list`."""

CRUD = {
    "create": frozenset({"post", "put"}),
    "delete": frozenset({"delete"}),
    "get": frozenset({"get"}),
    "list": frozenset({"get", "post"}),
    "patch": frozenset({"patch"}),
    "post": frozenset({"post"}),
    "put": frozenset({"put"}),
    "remove": frozenset({"delete"}),
    "retrieve": frozenset({"get"}),
    "update": frozenset({"patch", "post", "put"}),
}
"""Verbs that may end an id (`user_delete`), with the HTTP methods that they go with."""

SENT = {"patch": "update", "post": "create", "put": "update"}
"""What HTTP's own words mean when nothing else is left."""

ASKING = _words("""
    check compare count diff download estimate export list lookup ping preview query render search stream
    validate verify
    """)
"""Verbs that end a path of a GET, which asks to do that."""

ONE_THING = _words("""
    alias analytics billing credentials details dns grants health info limits metadata metrics news options
    permissions preferences progress properties rights series settings stats statistics status terms
    usage
    """)
"""Plurals that are one thing: `get_settings` gets, and does not list."""

ARTICLES = frozenset({"a", "an", "the"})

FILLERS = ARTICLES | _words("""
    about and any as at be by each every for from if in into is its it more of on one or other per single some
    specific specified than that their them this to under up using via when which with within without your
    """)
"""Words that no name ends with."""

GENERIC = _words("""
    api apis collection command commands controller endpoint endpoints management method methods operation
    operations resource resources service services
    """)
"""Words of a group's name that say nothing about what it holds."""
