#!/usr/bin/python3
"""ntlm_client.py HOST PORT DOMAIN USER PASSWORD WRONG: logs on by Sicily with python3-ldap3 and python3-impacket.

Prints what it saw, a fact a line: key, tab, value. What goes wrong is an exception and an exit status.
"""
import socket
import sys

import impacket.ldap.ldap as impacket_ldap
import impacket.version
import ldap3
import md4_for_ldap3  # noqa: F401, for what it does

host, port, domain, user, password, wrong = sys.argv[1], int(sys.argv[2]), *sys.argv[3:7]
look_up = socket.getaddrinfo
# impacket knows no other port than LDAP's own.
impacket_ldap.socket.getaddrinfo = lambda name, _, *more: look_up(name, port, *more)


def fact(key, *values):
    for value in values:
        print(f"{key}\t{value}")


def ldap3_client(secret):
    server = ldap3.Server(host, port=port, get_info=ldap3.NONE)
    return ldap3.Connection(server, user=f"{domain}\\{user}", password=secret, authentication=ldap3.NTLM)


fact("ldap3-version", ldap3.__version__)
client = ldap3_client(password)
fact("ldap3-bind", client.bind())
fact("ldap3-whoami", client.extend.standard.who_am_i())
client.search("o=Intranet", "(objectClass=*)", ldap3.BASE, attributes=["o"])
fact("ldap3-search", client.result["description"])
fact("ldap3-again", client.rebind())
client.unbind()
client = ldap3_client(wrong)
client.bind()
fact("ldap3-wrong", client.result["description"])

fact("impacket-version", impacket.version.BANNER.split()[1])
client = impacket_ldap.LDAPConnection(f"ldap://{host}", "o=Intranet")
fact("impacket-bind", client.login(user, password, domain))
fact("impacket-search", len(client.search(searchBase="o=Intranet", searchFilter="(objectClass=organization)")))
client.close()
try:
    impacket_ldap.LDAPConnection(f"ldap://{host}", "o=Intranet").login(user, wrong, domain)
    fact("impacket-wrong", "let in")
except impacket_ldap.LDAPSessionError as refusal:
    fact("impacket-wrong", "invalidCredentials" if "invalidCredentials" in str(refusal) else refusal)
