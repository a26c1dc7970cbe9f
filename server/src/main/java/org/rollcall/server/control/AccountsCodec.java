package org.rollcall.server.control;

import static org.rollcall.server.control.ControlCodec.REQUEST;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.rollcall.access.descriptor.InvalidSidException;
import org.rollcall.access.descriptor.Sid;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.identity.password.InvalidPasswordException;
import org.rollcall.identity.password.Password;
import org.rollcall.server.control.ControlRequest.NewPassword;
import org.rollcall.server.control.ControlRequest.OfAccounts;

/** What is asked of accounts and groups, and answered to that, as parts of lines. SIDs are in their text form. */
final class AccountsCodec {
    private static final String FIND = "find";
    private static final String LIST_ACCOUNTS = "list-accounts";
    private static final String LIST_GROUPS = "list-groups";
    private static final String LIST_MEMBERS = "list-members";
    private static final String ADD_ACCOUNT = "add-account";
    private static final String SET_PASSWORD = "set-password";
    private static final String REMOVE_PASSWORD = "remove-password";
    private static final String ENABLE_ACCOUNT = "enable-account";
    private static final String REMOVE_ACCOUNT = "remove-account";
    private static final String ADD_GROUP = "add-group";
    private static final String REMOVE_GROUP = "remove-group";
    private static final String JOIN = "join";
    private static final String LEAVE = "leave";

    private static final String NAME = "name";
    private static final String SID = "sid";
    private static final String KIND = "kind";
    private static final String GROUP = "group";
    private static final String GROUPS = "groups";
    private static final String ACCOUNTS = "accounts";
    private static final String MEMBERS = "members";
    private static final String ADMINISTRATOR = "administrator";
    private static final String ADMINISTRATORS = "administrators";
    private static final String ENABLED = "enabled";
    private static final String CHANGED = "changed";
    private static final String PASSWORD = "password";
    private static final String NT_HASH = "ntHash";

    static final Map<String, ControlCodec.RequestReader> REQUESTS = Map.ofEntries(
            Map.entry(FIND, fields -> new OfAccounts.Find(name(fields, NAME))),
            Map.entry(LIST_ACCOUNTS, fields -> new OfAccounts.ListAccounts()),
            Map.entry(LIST_GROUPS, fields -> new OfAccounts.ListGroups()),
            Map.entry(LIST_MEMBERS, fields -> new OfAccounts.ListMembers(name(fields, GROUP))),
            Map.entry(
                    ADD_ACCOUNT,
                    fields -> new OfAccounts.AddAccount(
                            name(fields, NAME),
                            fields.has(PASSWORD) ? Optional.of(password(fields)) : Optional.empty(),
                            fields.flag(ADMINISTRATOR))),
            Map.entry(SET_PASSWORD, fields -> new OfAccounts.SetPassword(name(fields, NAME), password(fields))),
            Map.entry(REMOVE_PASSWORD, fields -> new OfAccounts.RemovePassword(name(fields, NAME))),
            Map.entry(ENABLE_ACCOUNT, fields -> new OfAccounts.EnableAccount(name(fields, NAME), fields.flag(ENABLED))),
            Map.entry(REMOVE_ACCOUNT, fields -> new OfAccounts.RemoveAccount(name(fields, NAME))),
            Map.entry(ADD_GROUP, fields -> new OfAccounts.AddGroup(name(fields, NAME))),
            Map.entry(REMOVE_GROUP, fields -> new OfAccounts.RemoveGroup(name(fields, NAME))),
            Map.entry(JOIN, fields -> new OfAccounts.Join(name(fields, GROUP), fields.texts(MEMBERS))),
            Map.entry(LEAVE, fields -> new OfAccounts.Leave(name(fields, GROUP), fields.texts(MEMBERS))));

    private AccountsCodec() {}

    // Requests.

    static Map<String, Object> members(OfAccounts request) {
        return switch (request) {
            case OfAccounts.Find(AccountName name) -> of(FIND, NAME, name);
            case OfAccounts.ListAccounts _ -> Members.ordered(REQUEST, LIST_ACCOUNTS);
            case OfAccounts.ListGroups _ -> Members.ordered(REQUEST, LIST_GROUPS);
            case OfAccounts.ListMembers(AccountName group) -> of(LIST_MEMBERS, GROUP, group);
            case OfAccounts.AddAccount(AccountName name, Optional<NewPassword> password, boolean administrator) -> {
                Map<String, Object> members = of(ADD_ACCOUNT, NAME, name);
                password.ifPresent(given -> put(members, given));
                members.put(ADMINISTRATOR, administrator);
                yield members;
            }
            case OfAccounts.SetPassword(AccountName name, NewPassword password) -> {
                Map<String, Object> members = of(SET_PASSWORD, NAME, name);
                put(members, password);
                yield members;
            }
            case OfAccounts.RemovePassword(AccountName name) -> of(REMOVE_PASSWORD, NAME, name);
            case OfAccounts.EnableAccount(AccountName name, boolean enabled) -> {
                Map<String, Object> members = of(ENABLE_ACCOUNT, NAME, name);
                members.put(ENABLED, enabled);
                yield members;
            }
            case OfAccounts.RemoveAccount(AccountName name) -> of(REMOVE_ACCOUNT, NAME, name);
            case OfAccounts.AddGroup(AccountName name) -> of(ADD_GROUP, NAME, name);
            case OfAccounts.RemoveGroup(AccountName name) -> of(REMOVE_GROUP, NAME, name);
            case OfAccounts.Join(AccountName group, List<String> members) -> of(JOIN, group, members);
            case OfAccounts.Leave(AccountName group, List<String> members) -> of(LEAVE, group, members);
        };
    }

    private static Map<String, Object> of(String request, String member, AccountName name) {
        return Members.ordered(REQUEST, request, member, name.toString());
    }

    private static Map<String, Object> of(String request, AccountName group, List<String> members) {
        Map<String, Object> all = of(request, GROUP, group);
        all.put(MEMBERS, members);
        return all;
    }

    private static void put(Map<String, Object> members, NewPassword password) {
        members.put(PASSWORD, password.password().ofTyped(String::new));
        members.put(NT_HASH, password.keepsNtHash());
    }

    private static NewPassword password(Fields fields) throws ControlException {
        boolean keepsNtHash = fields.flag(NT_HASH);
        char[] text = fields.text(PASSWORD).toCharArray();
        try {
            return new NewPassword(Password.of(text), keepsNtHash);
        } catch (InvalidPasswordException e) {
            throw Fields.notUnderstood("no password as its " + PASSWORD + ": " + e.getMessage());
        } finally {
            Arrays.fill(text, '\0');
        }
    }

    private static AccountName name(Fields fields, String member) throws ControlException {
        return name(fields.text(member), member);
    }

    private static AccountName name(String text, String member) throws ControlException {
        try {
            return AccountName.of(text);
        } catch (AccountException e) {
            throw Fields.notUnderstood("no name of an account or group as its " + member + ": " + e.getMessage());
        }
    }

    // Results.

    static Map<String, Object> members(ControlResult.Found found) {
        return found.who().map(AccountsCodec::members).orElseGet(Members::ordered);
    }

    static Map<String, Object> members(ControlResult.Accounts accounts) {
        return Members.ordered(
                ACCOUNTS,
                accounts.accounts().stream().map(AccountsCodec::members).toList());
    }

    static Map<String, Object> members(ControlResult.Groups groups) {
        return Members.ordered(
                GROUPS, groups.groups().stream().map(AccountsCodec::members).toList());
    }

    static Map<String, Object> members(ControlResult.Members members) {
        return Members.ordered(
                GROUP,
                members(members.group()),
                MEMBERS,
                members.members().stream().map(AccountsCodec::members).toList());
    }

    static Map<String, Object> members(PrincipalName who) {
        Map<String, Object> members = Members.ordered(
                KIND, Members.constant(who.kind()), SID, who.sid().toString());
        who.name().ifPresent(name -> members.put(NAME, name.toString()));
        return members;
    }

    static Map<String, Object> members(AccountState account) {
        return Members.ordered(
                NAME, account.name().toString(),
                SID, account.sid().toString(),
                ENABLED, account.enabled(),
                PASSWORD, Members.constant(account.password()),
                CHANGED, account.changed().toString(),
                GROUPS, account.groups().stream().map(AccountName::toString).toList());
    }

    static Map<String, Object> members(GroupState group) {
        return Members.ordered(
                NAME, group.name().toString(),
                SID, group.sid().toString(),
                MEMBERS, group.members(),
                ADMINISTRATORS, group.administrators());
    }

    static ControlResult result(OfAccounts request, Fields fields) throws ControlException {
        return switch (request) {
            case OfAccounts.Find _ ->
                new ControlResult.Found(fields.has(KIND) ? Optional.of(principal(fields)) : Optional.empty());
            case OfAccounts.ListAccounts _ -> {
                List<AccountState> accounts = new ArrayList<>();
                for (Fields each : fields.objects(ACCOUNTS)) {
                    accounts.add(account(each));
                }
                yield new ControlResult.Accounts(accounts);
            }
            case OfAccounts.ListGroups _ -> {
                List<GroupState> groups = new ArrayList<>();
                for (Fields each : fields.objects(GROUPS)) {
                    groups.add(group(each));
                }
                yield new ControlResult.Groups(groups);
            }
            case OfAccounts.ListMembers _ -> {
                List<PrincipalName> members = new ArrayList<>();
                for (Fields each : fields.objects(MEMBERS)) {
                    members.add(principal(each));
                }
                yield new ControlResult.Members(group(fields.object(GROUP)), members);
            }
            case OfAccounts.AddAccount _,
                    OfAccounts.SetPassword _,
                    OfAccounts.RemovePassword _,
                    OfAccounts.EnableAccount _,
                    OfAccounts.RemoveAccount _ -> new ControlResult.Account(account(fields));
            case OfAccounts.AddGroup _, OfAccounts.RemoveGroup _, OfAccounts.Join _, OfAccounts.Leave _ ->
                new ControlResult.Group(group(fields));
        };
    }

    static PrincipalName principal(Fields fields) throws ControlException {
        return new PrincipalName(
                Members.constant(PrincipalName.Kind.class, fields.text(KIND)),
                sid(fields),
                fields.has(NAME) ? Optional.of(name(fields, NAME)) : Optional.empty());
    }

    private static AccountState account(Fields fields) throws ControlException {
        List<AccountName> groups = new ArrayList<>();
        for (String each : fields.texts(GROUPS)) {
            groups.add(name(each, GROUPS));
        }
        return new AccountState(
                name(fields, NAME),
                sid(fields),
                fields.flag(ENABLED),
                Members.constant(AccountState.Kept.class, fields.text(PASSWORD)),
                Instant.parse(fields.text(CHANGED)),
                groups);
    }

    private static GroupState group(Fields fields) throws ControlException {
        return new GroupState(name(fields, NAME), sid(fields), fields.count(MEMBERS), fields.flag(ADMINISTRATORS));
    }

    private static Sid sid(Fields fields) throws ControlException {
        try {
            return Sid.parse(fields.text(SID));
        } catch (InvalidSidException e) {
            throw Fields.notUnderstood("no SID as its " + SID);
        }
    }
}
