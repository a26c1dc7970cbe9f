package org.rollcall.server.logon;

import java.util.Optional;
import javax.security.auth.x500.X500Principal;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.sasl.SubjectMapping;
import org.rollcall.ldap.name.Ava;
import org.rollcall.ldap.name.DnParser;
import org.rollcall.ldap.name.InvalidNameException;
import org.rollcall.ldap.name.Rdn;

/** Certificates stand for the account that their subject's common name is; with several, or none, for nobody. */
final class Subjects implements SubjectMapping {
    @Override
    public Optional<AccountName> accountOf(X500Principal subject) {
        try {
            var names = DnParser.parse(subject.getName(X500Principal.RFC2253)).rdns().stream()
                    .map(Rdn::avas)
                    .flatMap(avas -> avas.stream())
                    .filter(ava -> ava.type().equalsIgnoreCase("cn"))
                    .map(Ava::value)
                    .toList();
            return names.size() == 1
                    ? Optional.of(AccountName.of(names.getFirst().utf8()))
                    : Optional.empty();
        } catch (InvalidNameException | AccountException e) {
            return Optional.empty();
        }
    }
}
