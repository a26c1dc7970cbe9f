package org.rollcall.server.ldif;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.rollcall.directory.Owner;
import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.Schema;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.locator.EntryReader;

/**
 * The attributes of an entry from elsewhere, by what becomes of them.
 *
 * @param kept what the entry will be made of, its time to live included
 * @param hidden what no client reads
 * @param dropped names of what only a server writes
 */
record Baggage(List<Attribute> kept, List<Attribute> hidden, Optional<Owner> owner, List<String> dropped) {

    /** What OpenLDAP, Active Directory and Site Server write by themselves, as far as the schema here lacks it. */
    private static final Set<String> WRITTEN_BY_SERVERS = Set.of(
            // OpenLDAP and its overlays
            "entrycsn",
            "contextcsn",
            "entryexpiretimestamp",
            "synccookie",
            "syncreplcookie",
            "numsubordinates",
            "subordinatecount",
            "memberof",
            "authtimestamp",
            "pwdaccountlockedtime",
            "pwdchangedtime",
            "pwdfailuretime",
            "pwdgraceusetime",
            "pwdhistory",
            "pwdlastsuccess",
            "pwdpolicysubentry",
            "pwdreset",
            // Microsoft's
            "canonicalname",
            "distinguishedname",
            "dscorepropagationdata",
            "instancetype",
            "objectcategory",
            "objectguid",
            "objectversion",
            "showinadvancedviewonly",
            "usnchanged",
            "usncreated",
            "whenchanged",
            "whencreated");

    static Baggage of(List<Attribute> attributes, Schema schema, IntakeTerms terms) {
        List<Attribute> kept = new ArrayList<>(attributes.size());
        List<Attribute> hidden = new ArrayList<>(1);
        List<String> dropped = new ArrayList<>();
        Optional<Owner> owner = Optional.empty();
        for (Attribute attribute : attributes) {
            String description = attribute.description();
            if (terms.drops(description)) {
                dropped.add(description);
            } else if (description.equalsIgnoreCase(OwnAttributes.OWNER)) {
                owner = OwnAttributes.owner(attribute.values().getFirst());
            } else if (description.equalsIgnoreCase(OwnAttributes.PREFIX)) {
                hidden.add(new Attribute(EntryReader.N_CLIENT_PREFIX, attribute.values()));
            } else if (EntryReader.isTimeToLive(description) || !isWrittenByServers(description, schema)) {
                kept.add(attribute);
            } else {
                dropped.add(description);
            }
        }
        return new Baggage(kept, hidden, owner, dropped);
    }

    private static boolean isWrittenByServers(String description, Schema schema) {
        Optional<AttributeType> type = schema.attributeType(description);
        return type.isPresent()
                ? !type.get().userModifiable()
                : WRITTEN_BY_SERVERS.contains(description.toLowerCase(Locale.ROOT));
    }
}
