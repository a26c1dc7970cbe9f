package org.rollcall.server.fakes;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.codec.MessageEncoder;
import org.rollcall.ldap.control.Oids;
import org.rollcall.ldap.filter.Filter;
import org.rollcall.ldap.message.AbandonRequest;
import org.rollcall.ldap.message.AddRequest;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.BindRequest;
import org.rollcall.ldap.message.CompareRequest;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.DeleteRequest;
import org.rollcall.ldap.message.DerefAliases;
import org.rollcall.ldap.message.ExtendedRequest;
import org.rollcall.ldap.message.LdapMessage;
import org.rollcall.ldap.message.Modification;
import org.rollcall.ldap.message.ModifyDnRequest;
import org.rollcall.ldap.message.ModifyRequest;
import org.rollcall.ldap.message.ProtocolOp;
import org.rollcall.ldap.message.SearchRequest;
import org.rollcall.ldap.message.SearchScope;
import org.rollcall.ldap.message.UnbindRequest;

/** Requests as octets. */
public final class Requests {
    private Requests() {}

    public static byte[] encode(int id, ProtocolOp op, Control... controls) {
        ByteBuf out = Unpooled.buffer();
        new MessageEncoder().encode(new LdapMessage(id, op, List.of(controls)), out, TextEncoding.UTF_8);
        return ByteBufUtil.getBytes(out);
    }

    public static byte[] concat(byte[]... messages) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (byte[] message : messages) {
            all.writeBytes(message);
        }
        return all.toByteArray();
    }

    /** A search below a base, with a size limit. */
    public static byte[] search(int id, String base, int sizeLimit) {
        return encode(id, searchRequest(base, sizeLimit));
    }

    public static SearchRequest searchRequest(String base, int sizeLimit) {
        return new SearchRequest(
                OctetString.of(base),
                SearchScope.WHOLE_SUBTREE,
                DerefAliases.NEVER,
                sizeLimit,
                0,
                false,
                new Filter.Present("objectClass"),
                List.of());
    }

    public static byte[] bind(int id, int version) {
        return encode(id, new BindRequest(version, OctetString.EMPTY, new BindRequest.Simple(OctetString.EMPTY)));
    }

    public static byte[] add(int id) {
        return encode(
                id,
                new AddRequest(
                        OctetString.of("cn=a,ou=Dynamic,o=Intranet"),
                        List.of(Attribute.of("objectClass", "rtPerson"), Attribute.of("cn", "a"))));
    }

    public static byte[] abandon(int id, int target) {
        return encode(id, new AbandonRequest(target));
    }

    public static byte[] cancel(int id, int target) {
        return encode(id, new ExtendedRequest("1.3.6.1.1.8", Optional.of(OctetString.wrap(new byte[] {
            0x30, 3, 2, 1, (byte) target
        }))));
    }

    public static byte[] startTls(int id) {
        return encode(id, new ExtendedRequest(Oids.START_TLS, Optional.empty()));
    }

    public static byte[] unbind(int id) {
        return encode(id, new UnbindRequest());
    }

    /** One of every kind of request, unbind excepted. */
    public static List<byte[]> ofEveryKind() {
        OctetString person = OctetString.of("cn=a@b.c,ou=Dynamic,o=Intranet");
        Filter filter = new Filter.And(List.of(
                new Filter.Equality("objectClass", OctetString.of("rtPerson")),
                new Filter.Or(List.of(
                        new Filter.Substrings(
                                "cn",
                                Optional.of(OctetString.of("a")),
                                List.of(OctetString.of("b")),
                                Optional.of(OctetString.of("c"))),
                        new Filter.Not(new Filter.Present("sflags")))),
                new Filter.GreaterOrEqual("sport", OctetString.of("1503")),
                new Filter.LessOrEqual("sport", OctetString.of("1720")),
                new Filter.Approximate("sn", OctetString.of("x")),
                new Filter.Extensible(Optional.of("2.5.13.2"), Optional.of("cn"), OctetString.of("a"), true)));
        return List.of(
                bind(1, 2),
                bind(2, 3),
                encode(3, new BindRequest(3, person, new BindRequest.Simple(OctetString.of("pw")))),
                encode(
                        4,
                        new BindRequest(
                                3,
                                OctetString.EMPTY,
                                new BindRequest.Sasl("GSSAPI", Optional.of(OctetString.of("token"))))),
                encode(
                        5,
                        new BindRequest(
                                3,
                                OctetString.of("NTLM"),
                                new BindRequest.Sicily(BindRequest.Sicily.Step.NEGOTIATE, OctetString.of("NTLMSSP")))),
                encode(
                        6,
                        new SearchRequest(
                                person,
                                SearchScope.BASE_OBJECT,
                                DerefAliases.ALWAYS,
                                10,
                                10,
                                true,
                                filter,
                                List.of("cn", "*", "+"))),
                encode(
                        7,
                        searchRequest("objectClass=rtPerson", 5),
                        new Control("1.2.840.113556.1.4.319", true, Optional.of(OctetString.wrap(new byte[] {
                            0x30, 5, 2, 1, 2, 4, 0
                        })))),
                add(8),
                encode(
                        9,
                        new ModifyRequest(
                                person,
                                List.of(
                                        new Modification(Modification.Kind.REPLACE, Attribute.of("sn", "x")),
                                        new Modification(Modification.Kind.DELETE, Attribute.of("mail"))))),
                encode(10, new DeleteRequest(person)),
                encode(11, new CompareRequest(person, "cn", OctetString.of("a"))),
                encode(
                        12,
                        new ModifyDnRequest(
                                person, OctetString.of("cn=b"), true, Optional.of(OctetString.of("o=Intranet")))),
                encode(13, new ExtendedRequest("1.3.6.1.4.1.4203.1.11.3", Optional.empty())),
                startTls(14),
                cancel(15, 1),
                abandon(16, 1));
    }
}
