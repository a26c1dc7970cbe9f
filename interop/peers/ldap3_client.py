#!/usr/bin/python3
"""ldap3_client.py HOST PORT NAME: drives a server by python3-ldap3, its entries named NAME-something.

Prints what it saw, a fact a line: key, tab, value. What goes wrong is an exception and an exit status.
"""
import sys

import ldap3
from ldap3.core.exceptions import LDAPEntryAlreadyExistsResult, LDAPUnwillingToPerformResult

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
base = "ou=Dynamic,o=Intranet"


def fact(key, *values):
    for value in values:
        print(f"{key}\t{value}")


def dn(suffix):
    return f"cn={name}-{suffix},{base}"


def only(connection):
    entries = [e for e in connection.response if e["type"] == "searchResEntry"]
    assert len(entries) == 1, entries
    return entries[0]


fact("version", ldap3.__version__)

# ldap3 reads the root DSE and the subschema, and then checks every name it sends against them.
server = ldap3.Server(host, port=port, get_info=ldap3.ALL)
with ldap3.Connection(server, raise_exceptions=True, check_names=True) as c:
    fact("contexts", *server.info.naming_contexts)
    fact("versions", ",".join(sorted(str(v) for v in server.info.supported_ldap_versions)))
    fact("class", *[n for n in ("rtPerson", "rtApplicationUser", "rtConference", "dynamicObject")
                    if n in server.schema.object_classes])
    fact("attribute", *[n for n in ("conferenceBlob", "ipAddress", "entryTtl", "ILSA26214430")
                        if n in server.schema.attribute_types])

    c.add(dn("a"), ["rtPerson", "dynamicObject"], {"sn": "Python", "ipAddress": "16777343", "comment": ["one", "zwei ü"]})
    fact("add", c.result["description"])
    try:
        c.add(dn("a"), ["rtPerson"])
    except LDAPEntryAlreadyExistsResult:
        fact("again", "entryAlreadyExists")

    c.search(base, f"(cn={name}-*)", attributes=["cn", "sn", "comment", "entryTtl"])
    entry = only(c)
    fact("dn", entry["dn"])
    fact("sn", *entry["attributes"]["sn"])
    fact("comment", *sorted(entry["attributes"]["comment"]))
    fact("ttl", entry["attributes"]["entryTtl"])

    c.modify(dn("a"), {"sn": [(ldap3.MODIFY_REPLACE, ["Changed"])], "comment": [(ldap3.MODIFY_DELETE, ["one"])],
                       "location": [(ldap3.MODIFY_ADD, ["Rome"])]})
    c.search(dn("a"), "(objectClass=*)", ldap3.BASE, attributes=ldap3.ALL_ATTRIBUTES)
    fact("changed", *sorted(f"{k}={v}" for k in ("sn", "comment", "location") for v in only(c)["attributes"][k]))

    fact("compare", c.compare(dn("a"), "location", "ROME"), c.compare(dn("a"), "location", "Paris"))
    fact("whoami", repr(c.extend.standard.who_am_i()))
    try:
        c.modify_dn(dn("a"), f"cn={name}-b")
    except LDAPUnwillingToPerformResult:
        fact("rename", "unwillingToPerform")

    for i in range(5):
        c.add(dn(f"page-{i}"), ["rtPerson", "dynamicObject"])
    pages = c.extend.standard.paged_search(base, f"(cn={name}-page-*)", attributes=["cn"], paged_size=2, generator=True)
    fact("paged", *sorted(v for e in pages for v in e["attributes"]["cn"]))

    blob = bytes(range(256))
    c.add(f"uid={name}-conference,{base}", ["rtConference", "dynamicObject"], {"conferenceBlob": blob})
    c.search(f"uid={name}-conference,{base}", "(objectClass=*)", ldap3.BASE, attributes=["conferenceBlob"])
    fact("blob", only(c)["raw_attributes"]["conferenceBlob"][0] == blob)

    # Minutes are no attribute of the schema: without it, nothing is checked.
    with ldap3.Connection(ldap3.Server(host, port=port, get_info=ldap3.NONE), raise_exceptions=True) as n:
        n.search("objectClass=rtPerson", f"(&(objectClass=rtPerson)(cn={name}-a)(sttl=10))", ldap3.BASE,
                 attributes=["cn", "sttl"])
        entry = only(n)
        fact("n-client", entry["dn"], *[v.decode() for v in entry["raw_attributes"]["sttl"]])

    c.delete(dn("a"))
    c.search(base, f"(cn={name}-a)")
    fact("deleted", len(c.response))

# The strategy with a thread: several requests of one connection outstanding at a time.
with ldap3.Connection(server, client_strategy=ldap3.ASYNC) as c:
    ids = [c.search(base, f"(cn={name}-page-{i % 5})", attributes=["cn"]) for i in range(50)]
    answers = [c.get_response(i, timeout=20) for i in ids]
    fact("async", sum(1 for response, result in answers if result["result"] == 0 and len(response) == 1))

with ldap3.Connection(ldap3.Server(host, port=port, get_info=ldap3.NONE), version=2) as c:
    fact("v2", c.result["description"])
    c.search(base, f"(cn={name}-page-1)", attributes=["cn"])
    fact("v2-search", *[e["dn"] for e in c.response])
