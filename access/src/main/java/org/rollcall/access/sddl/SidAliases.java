package org.rollcall.access.sddl;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.access.descriptor.WellKnownSids;

/** The abbreviations of identifiers (MS-DTYP 2.5.1.1, sid-token), with what they stand for. */
final class SidAliases {
    private static final long NT = 5;
    private static final long BUILTIN = 32;
    private static final long LABEL = 16;

    private static final Map<String, Sid> ABSOLUTE = Map.ofEntries(
            Map.entry("AA", Sid.of(NT, BUILTIN, 579)),
            Map.entry("AC", Sid.of(15, 2, 1)),
            Map.entry("AN", WellKnownSids.ANONYMOUS),
            Map.entry("AO", Sid.of(NT, BUILTIN, 548)),
            Map.entry("AU", WellKnownSids.AUTHENTICATED_USERS),
            Map.entry("BA", WellKnownSids.ADMINISTRATORS),
            Map.entry("BG", Sid.of(NT, BUILTIN, 546)),
            Map.entry("BO", Sid.of(NT, BUILTIN, 551)),
            Map.entry("BU", Sid.of(NT, BUILTIN, 545)),
            Map.entry("CD", Sid.of(NT, BUILTIN, 574)),
            Map.entry("CG", WellKnownSids.CREATOR_GROUP),
            Map.entry("CO", WellKnownSids.CREATOR_OWNER),
            Map.entry("CY", Sid.of(NT, BUILTIN, 569)),
            Map.entry("ED", Sid.of(NT, 9)),
            Map.entry("ER", Sid.of(NT, BUILTIN, 573)),
            Map.entry("ES", Sid.of(NT, BUILTIN, 576)),
            Map.entry("HA", Sid.of(NT, BUILTIN, 578)),
            Map.entry("HI", Sid.of(LABEL, 12288)),
            Map.entry("IS", Sid.of(NT, BUILTIN, 568)),
            Map.entry("IU", Sid.of(NT, 4)),
            Map.entry("LS", Sid.of(NT, 19)),
            Map.entry("LU", Sid.of(NT, BUILTIN, 559)),
            Map.entry("LW", Sid.of(LABEL, 4096)),
            Map.entry("ME", Sid.of(LABEL, 8192)),
            Map.entry("MP", Sid.of(LABEL, 8448)),
            Map.entry("MS", Sid.of(NT, BUILTIN, 577)),
            Map.entry("MU", Sid.of(NT, BUILTIN, 558)),
            Map.entry("NO", Sid.of(NT, BUILTIN, 556)),
            Map.entry("NS", Sid.of(NT, 20)),
            Map.entry("NU", WellKnownSids.NETWORK),
            Map.entry("OW", WellKnownSids.OWNER_RIGHTS),
            Map.entry("PO", Sid.of(NT, BUILTIN, 550)),
            Map.entry("PS", WellKnownSids.PRINCIPAL_SELF),
            Map.entry("PU", Sid.of(NT, BUILTIN, 547)),
            Map.entry("RA", Sid.of(NT, BUILTIN, 575)),
            Map.entry("RC", Sid.of(NT, 12)),
            Map.entry("RD", Sid.of(NT, BUILTIN, 555)),
            Map.entry("RE", Sid.of(NT, BUILTIN, 552)),
            Map.entry("RM", Sid.of(NT, BUILTIN, 580)),
            Map.entry("RU", Sid.of(NT, BUILTIN, 554)),
            Map.entry("SI", Sid.of(LABEL, 16384)),
            Map.entry("SO", Sid.of(NT, BUILTIN, 549)),
            Map.entry("SU", Sid.of(NT, 6)),
            Map.entry("SY", WellKnownSids.LOCAL_SYSTEM),
            Map.entry("UD", Sid.of(NT, 84, 0, 0, 0, 0, 0)),
            Map.entry("WD", WellKnownSids.EVERYONE),
            Map.entry("WR", Sid.of(NT, 33)));

    /** Relative identifiers in a domain, in the forest's first domain, or of the machine (MS-DTYP 2.4.2.4). */
    private static final Map<String, Integer> OF_DOMAIN = Map.ofEntries(
            Map.entry("CA", 517),
            Map.entry("CN", 522),
            Map.entry("DA", 512),
            Map.entry("DC", 515),
            Map.entry("DD", 516),
            Map.entry("DG", 514),
            Map.entry("DU", 513),
            Map.entry("EA", 519),
            Map.entry("LA", 500),
            Map.entry("LG", 501),
            Map.entry("PA", 520),
            Map.entry("RO", 498),
            Map.entry("RS", 553),
            Map.entry("SA", 518));

    private final Map<String, Sid> sids = new HashMap<>(ABSOLUTE);
    private final Map<Sid, String> aliases = new HashMap<>();

    SidAliases(Optional<Sid> domain) {
        domain.ifPresent(sid -> OF_DOMAIN.forEach((alias, rid) -> sids.put(alias, sid.append(rid))));
        sids.forEach((alias, sid) -> aliases.put(sid, alias));
    }

    /** What a token of two capital letters stands for. */
    Optional<Sid> sid(String alias) {
        return Optional.ofNullable(sids.get(alias));
    }

    /** Whether the token would stand for something if a domain were known. */
    static boolean needsDomain(String alias) {
        return OF_DOMAIN.containsKey(alias);
    }

    /** The abbreviation of an identifier, or its text form. */
    String text(Sid sid) {
        return aliases.getOrDefault(sid, sid.toString());
    }
}
