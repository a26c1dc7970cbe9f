package org.rollcall.access.ntlm;

import java.util.Optional;
import org.rollcall.access.ntlm.message.AvId;
import org.rollcall.access.ntlm.message.FileTime;
import org.rollcall.access.ntlm.message.TargetInfo;

/**
 * Who a server says it is (MS-NLMP 3.2.1.1). A server without a domain repeats its own name in the domain's place.
 *
 * @param inDomain whether users are asked for an account of the domain, and not of this machine
 */
public record ServerTarget(
        String netbiosName,
        String netbiosDomain,
        Optional<String> dnsName,
        Optional<String> dnsDomain,
        Optional<String> dnsForest,
        boolean inDomain) {
    public ServerTarget {
        if (netbiosName.isBlank() || netbiosDomain.isBlank()) {
            throw new IllegalArgumentException("a server needs the NetBIOS names of itself and of its domain");
        }
    }

    /** A server that belongs to no domain. */
    public static ServerTarget standalone(String netbiosName, Optional<String> dnsName) {
        return new ServerTarget(netbiosName, netbiosName, dnsName, Optional.empty(), Optional.empty(), false);
    }

    /** A member of a domain. */
    public static ServerTarget member(
            String netbiosName, Optional<String> dnsName, String netbiosDomain, String dnsDomain) {
        return new ServerTarget(netbiosName, netbiosDomain, dnsName, Optional.of(dnsDomain), Optional.empty(), true);
    }

    String targetName() {
        return inDomain ? netbiosDomain : netbiosName;
    }

    TargetInfo targetInfo(FileTime now) {
        TargetInfo info = TargetInfo.EMPTY
                .withText(AvId.NB_DOMAIN_NAME, netbiosDomain)
                .withText(AvId.NB_COMPUTER_NAME, netbiosName);
        info = with(info, AvId.DNS_DOMAIN_NAME, dnsDomain);
        info = with(info, AvId.DNS_COMPUTER_NAME, dnsName);
        info = with(info, AvId.DNS_TREE_NAME, dnsForest);
        return info.withTimestamp(now);
    }

    private static TargetInfo with(TargetInfo info, AvId id, Optional<String> name) {
        return name.map(text -> info.withText(id, text)).orElse(info);
    }
}
