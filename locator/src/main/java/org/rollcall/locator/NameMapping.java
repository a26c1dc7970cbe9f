package org.rollcall.locator;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The names of attributes in LDAP messages and the attributes they stand for (MS-TAIL 2.2.5, decision 5). It holds
 * wherever a name can stand, in both dialects.
 */
final class NameMapping {
    /** Minutes in LDAP messages, where {@code entryTTL} is seconds. */
    static final String MINUTES = "sTTL";

    static final String SECONDS = "entryTTL";

    private static final Map<String, String> TO_ATTRIBUTE = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private static final Map<String, String> TO_MESSAGE = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);

    static {
        pair("sAppGUID", "guid");
        pair("sAppID", "applicationID");
        pair("sAppName", "appName");
        pair("sIPAddress", "ipAddress");
        pair("sMimeType", "mimeType");
        pair("sPort", "port");
        pair("sProtGuid", "protocolGUID");
        pair("sProtId", "protocolID");
        pair("sProtMimeType", "protocolMimeType");
        pair("sSecurity", "securityToken");
        pair(MINUTES, SECONDS);
        // What an N-client calls these two when it is not asked to call them anything else.
        TO_MESSAGE.put("sn", "surname");
        TO_MESSAGE.put("mail", "rfc822mailbox");
        // TAPI's spelling (MS-TAIL 4.5.4), and the URL prefix of MS-TAIL 3.5.11.
        TO_ATTRIBUTE.put("protocolMimeTypes", "protocolMimeType");
        TO_ATTRIBUTE.put("mailto:cn", "cn");
    }

    private NameMapping() {}

    private static void pair(String message, String attribute) {
        TO_ATTRIBUTE.put(message, attribute);
        TO_MESSAGE.put(attribute, message);
    }

    /** The attribute that a name in a message stands for: itself where the table does not have it. */
    static String attribute(String description) {
        String mapped = TO_ATTRIBUTE.get(description);
        if (mapped != null) {
            return mapped;
        }
        int options = description.indexOf(';');
        if (options < 0) {
            return description;
        }
        String type = TO_ATTRIBUTE.get(description.substring(0, options));
        return type == null ? description : type + description.substring(options);
    }

    /**
     * The name under which an N-client that does not name an attribute gets it.
     *
     * @param names all names of the attribute, the preferred one first; at least one
     */
    static String message(List<String> names) {
        for (String name : names) {
            String message = TO_MESSAGE.get(name);
            if (message != null) {
                return message;
            }
        }
        return names.getFirst();
    }

    /** True for {@code sTTL}, whose values are minutes. */
    static boolean isMinutes(String description) {
        return description.equalsIgnoreCase(MINUTES);
    }

    /** True for either name of an entry's time to live. */
    static boolean isTimeToLive(String description) {
        return isMinutes(description) || description.equalsIgnoreCase(SECONDS);
    }

    /** Lower case by no country's rules. */
    static String folded(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
