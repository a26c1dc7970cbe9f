#!/usr/bin/python3
"""ldap3_logon.py HOST PORT TLS_PORT CA_FILE CERTIFICATE KEY: logs on to a server by python3-ldap3, in its several ways.

Prints what it saw, a fact a line: key, tab, value. What goes wrong is an exception and an exit status.
"""
import ssl
import sys

import ldap3

host, port, tls_port, ca, certificate, key_file = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), *sys.argv[4:7]


def fact(key, *values):
    for value in values:
        print(f"{key}\t{value}")


def logon(key, server, **how):
    c = ldap3.Connection(server, **how)
    c.bind()
    fact(key, c.result["description"], c.extend.standard.who_am_i() or "nobody")
    return c


fact("version", ldap3.__version__)
tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca)
mutual = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca, local_certificate_file=certificate, local_private_key_file=key_file)
clear = ldap3.Server(host, port=port, get_info=ldap3.NONE)
encrypted = ldap3.Server(host, port=tls_port, use_ssl=True, tls=tls, get_info=ldap3.DSA)
certified = ldap3.Server(host, port=tls_port, use_ssl=True, tls=mutual, get_info=ldap3.NONE)

c = logon("simple", clear, user="cn=alice,ou=Members,o=Intranet", password="wonder")
c.add("cn=ldap3-logon,ou=Dynamic,o=Intranet", ["rtPerson"], {"sn": "Alice's"})
fact("add", c.result["description"])
fact("wrong", ldap3.Connection(clear, user="alice", password="wander").bind())
stranger = logon("anonymous", clear)
stranger.delete("cn=ldap3-logon,ou=Dynamic,o=Intranet")
fact("stranger", stranger.result["description"])
c = logon("plain", encrypted, authentication=ldap3.SASL, sasl_mechanism=ldap3.PLAIN, sasl_credentials=(None, "alice", "wonder"))
c.delete("cn=ldap3-logon,ou=Dynamic,o=Intranet")
fact("delete", c.result["description"])
fact("offered", *c.server.info.supported_sasl_mechanisms)
logon("external", certified, authentication=ldap3.SASL, sasl_mechanism=ldap3.EXTERNAL, sasl_credentials=())
c = ldap3.Connection(clear, user="alice", password="wonder")
c.open()
c.bind()
c.rebind(user="alice", password="wander")
fact("rebind", c.result["description"], c.extend.standard.who_am_i() or "nobody")
