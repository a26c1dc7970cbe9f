#!/usr/bin/python3
"""ldap3_tls.py HOST PORT TLS_PORT CA_FILE: drives a server under TLS by python3-ldap3.

Prints what it saw, a fact a line: key, tab, value. What goes wrong is an exception and an exit status.
"""
import ssl
import sys

import ldap3

host, port, tls_port, ca = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), sys.argv[4]


def fact(key, *values):
    for value in values:
        print(f"{key}\t{value}")


def look(key, connection):
    connection.search("o=Intranet", "(objectClass=*)", ldap3.BASE, attributes=["o"])
    fact(key, connection.result["description"], connection.socket.version())


fact("version", ldap3.__version__)
tls = ldap3.Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=ca)

with ldap3.Connection(ldap3.Server(host, port=tls_port, use_ssl=True, tls=tls), raise_exceptions=True) as c:
    look("ldaps", c)

with ldap3.Connection(ldap3.Server(host, port=port, tls=tls, get_info=ldap3.DSA), auto_bind=ldap3.AUTO_BIND_TLS_BEFORE_BIND) as c:
    look("start-tls", c)
    fact("offered", "1.3.6.1.4.1.1466.20037" in [e[0] for e in c.server.info.supported_extensions])
    c.add("cn=ldap3-tls,ou=Dynamic,o=Intranet", ["rtPerson"], {"sn": "Under TLS"})
    fact("add", c.result["description"])
    c.delete("cn=ldap3-tls,ou=Dynamic,o=Intranet")

c = ldap3.Connection(ldap3.Server(host, port=port, tls=tls, get_info=ldap3.NONE))
c.open()
c.start_tls()
fact("again", c.start_tls())
