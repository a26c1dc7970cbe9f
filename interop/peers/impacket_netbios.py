#!/usr/bin/python3
"""impacket_netbios.py HOST PORT NETBIOS_PORT NAME: drives a server within NetBIOS sessions by python3-impacket.

Asks port 137 for the name too. Prints what it saw, a fact a line: key, tab, value. What goes wrong is an exception and an
exit status.
"""
import sys
from importlib.metadata import version

from impacket import nmb
from impacket.ldap import ldapasn1
from pyasn1.codec.ber import decoder, encoder
from pyasn1.error import SubstrateUnderrunError

host, netbios_port, name = sys.argv[1], int(sys.argv[3]), sys.argv[4]


def fact(key, *values):
    for value in values:
        print(f"{key}\t{value}")


def session(called):
    return nmb.NetBIOSTCPSession("IMPACKET", called, host, sess_port=netbios_port, timeout=20)


def message(number, operation):
    whole = ldapasn1.LDAPMessage()
    whole["messageID"] = number
    whole["protocolOp"].setComponentByType(operation.getTagSet(), operation)
    return encoder.encode(whole)


def bind():
    request = ldapasn1.BindRequest()
    request["version"] = 3
    request["name"] = ""
    request["authentication"]["simple"] = ""
    return request


def search(base):
    request = ldapasn1.SearchRequest()
    request["baseObject"] = base
    request["scope"] = ldapasn1.Scope("baseObject")
    request["derefAliases"] = ldapasn1.DerefAliases("neverDerefAliases")
    request["sizeLimit"] = 0
    request["timeLimit"] = 0
    request["typesOnly"] = False
    request["filter"]["present"] = "objectClass"
    request["attributes"].setComponents("o")
    return request


def replies(connection, count):
    """As many messages as were asked for, however they are put into frames."""
    octets = b""
    while count > 0:
        octets += connection.recv_packet(20).get_trailer()
        while octets and count > 0:
            try:
                reply, octets = decoder.decode(octets, asn1Spec=ldapasn1.LDAPMessage())
            except SubstrateUnderrunError:
                break
            count -= 1
            yield reply["protocolOp"]


fact("version", version("impacket"))

directory = session(name)
directory.send_packet(message(1, bind()))
for reply in replies(directory, 1):
    fact("bind", reply.getName(), int(reply.getComponent()["resultCode"]))
together = message(2, search("o=Intranet")) + message(3, search("o=Nowhere"))
directory.send_packet(together[:7])
directory.send_packet(together[7:])
for reply in replies(directory, 3):
    fact("search", reply.getName())
    if reply.getName() == "searchResEntry":
        fact("entry", reply.getComponent()["objectName"])
directory.close()

try:
    session("STRANGER")
    fact("stranger", "taken for the server")
except nmb.NetBIOSError as refusal:
    fact("stranger", refusal)

names = nmb.NetBIOS()
names.set_nameserver(host)
fact("status", names.getnetbiosname(host))
fact("address", *names.gethostbyname(name, nmb.TYPE_SERVER).entries)
