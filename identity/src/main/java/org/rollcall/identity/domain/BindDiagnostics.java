package org.rollcall.identity.domain;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Active Directory says besides invalidCredentials: a Windows error in hexadecimal behind the word {@code data}. */
public final class BindDiagnostics {
    private static final Pattern DATA = Pattern.compile("\\bdata ([0-9a-fA-F]{1,8})\\b");

    private BindDiagnostics() {}

    /**
     * Why a bind was refused, for the operator's eyes only.
     *
     * @param diagnostic the text beside the result, or empty
     */
    public static String reason(String diagnostic) {
        Matcher data = DATA.matcher(diagnostic);
        if (!data.find()) {
            return "the domain refuses the name or the password";
        }
        String code = data.group(1).toLowerCase(Locale.ROOT);
        String why = switch (code) {
            case "525" -> "there is no such user";
            case "52e" -> "the password is another, or there is no such user";
            case "52f" -> "restrictions of the account";
            case "530" -> "not at this time of the day";
            case "531" -> "not from this machine";
            case "532" -> "the password has expired";
            case "533" -> "the account is disabled";
            case "568" -> "the user is in too many groups";
            case "701" -> "the account has expired";
            case "773" -> "the password must be changed first";
            case "775" -> "the account is locked";
            default -> "for a reason of its own";
        };
        return "the domain refuses: " + why + " (data " + code + ")";
    }
}
