package org.rollcall.ldap.codec;

import org.rollcall.ldap.TextEncoding;
import org.rollcall.ldap.ber.Ber;
import org.rollcall.ldap.ber.BerWriter;
import org.rollcall.ldap.message.AddResponse;
import org.rollcall.ldap.message.BindResponse;
import org.rollcall.ldap.message.CompareResponse;
import org.rollcall.ldap.message.DeleteResponse;
import org.rollcall.ldap.message.ExtendedResponse;
import org.rollcall.ldap.message.IntermediateResponse;
import org.rollcall.ldap.message.LdapResult;
import org.rollcall.ldap.message.ModifyDnResponse;
import org.rollcall.ldap.message.ModifyResponse;
import org.rollcall.ldap.message.Response;
import org.rollcall.ldap.message.SearchResultDone;
import org.rollcall.ldap.message.SearchResultEntry;
import org.rollcall.ldap.message.SearchResultReference;
import org.rollcall.ldap.message.SicilyBindResponse;

/** Writes the operations that servers send (RFC 4511 §4.1.9, §4.2.2, §4.5.2, §4.12, §4.13), last octet first. */
final class ResponseEncoder {
    private ResponseEncoder() {}

    static void write(BerWriter out, Response response, TextEncoding text) {
        int mark = out.size();
        switch (response) {
            case SearchResultEntry entry -> {
                MessageEncoder.attributes(out, entry.attributes(), text);
                out.octetString(entry.objectName());
                out.close(Tags.SEARCH_RESULT_ENTRY, mark);
            }
            case SearchResultReference reference ->
                Texts.writeList(out, Tags.SEARCH_RESULT_REFERENCE, reference.uris(), text);
            case SearchResultDone done -> result(out, Tags.SEARCH_RESULT_DONE, done.result(), text);
            case BindResponse bind -> {
                if (bind.serverSaslCredentials().isPresent()) {
                    out.octetString(
                            Tags.SERVER_SASL_CREDENTIALS,
                            bind.serverSaslCredentials().get());
                }
                components(out, bind.result(), text);
                out.close(Tags.BIND_RESPONSE, mark);
            }
            case SicilyBindResponse sicily -> {
                Texts.write(out, Ber.OCTET_STRING, sicily.errorMessage(), text);
                out.octetString(sicily.serverCredentials());
                out.integer(Ber.ENUMERATED, sicily.code().value());
                out.close(Tags.BIND_RESPONSE, mark);
            }
            case ModifyResponse modify -> result(out, Tags.MODIFY_RESPONSE, modify.result(), text);
            case AddResponse add -> result(out, Tags.ADD_RESPONSE, add.result(), text);
            case DeleteResponse delete -> result(out, Tags.DELETE_RESPONSE, delete.result(), text);
            case ModifyDnResponse modifyDn -> result(out, Tags.MODIFY_DN_RESPONSE, modifyDn.result(), text);
            case CompareResponse compare -> result(out, Tags.COMPARE_RESPONSE, compare.result(), text);
            case ExtendedResponse extended -> {
                if (extended.value().isPresent()) {
                    out.octetString(Tags.RESPONSE_VALUE, extended.value().get());
                }
                if (extended.oid().isPresent()) {
                    Texts.write(out, Tags.RESPONSE_NAME, extended.oid().get(), text);
                }
                components(out, extended.result(), text);
                out.close(Tags.EXTENDED_RESPONSE, mark);
            }
            case IntermediateResponse intermediate -> {
                if (intermediate.value().isPresent()) {
                    out.octetString(Tags.REQUEST_VALUE, intermediate.value().get());
                }
                if (intermediate.oid().isPresent()) {
                    Texts.write(out, Tags.REQUEST_NAME, intermediate.oid().get(), text);
                }
                out.close(Tags.INTERMEDIATE_RESPONSE, mark);
            }
        }
    }

    private static void result(BerWriter out, int tag, LdapResult result, TextEncoding text) {
        int mark = out.size();
        components(out, result, text);
        out.close(tag, mark);
    }

    private static void components(BerWriter out, LdapResult result, TextEncoding text) {
        if (!result.referrals().isEmpty()) {
            Texts.writeList(out, Tags.REFERRAL, result.referrals(), text);
        }
        Texts.write(out, Ber.OCTET_STRING, result.diagnosticMessage(), text);
        Texts.write(out, Ber.OCTET_STRING, result.matchedDn(), text);
        out.integer(Ber.ENUMERATED, result.code().value());
    }
}
