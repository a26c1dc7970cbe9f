package org.rollcall.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.rollcall.identity.account.AccountException;
import org.rollcall.identity.account.AccountName;
import org.rollcall.server.control.AccountState;
import org.rollcall.server.control.ControlException;
import org.rollcall.server.control.ControlProgress;
import org.rollcall.server.control.ControlRequest.OfAccounts;
import org.rollcall.server.control.ControlResult;
import org.rollcall.server.control.GroupState;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What commands for accounts and groups have in common. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = StoreCommand.CODES,
        exitCodeList = {
            StoreCommand.CODE_DONE,
            StoreCommand.CODE_FAILED,
            StoreCommand.CODE_NOT_UNDERSTOOD,
            StoreCommand.CODE_REFUSED
        },
        footerHeading = "%nExamples:%n")
abstract class PrincipalCommand extends StoreCommand {
    PrincipalCommand(Map<String, String> environment, Path folder) {
        super(environment, folder);
    }

    /** Names of accounts and groups. */
    static final class NameConverter implements ITypeConverter<AccountName> {
        @Override
        public AccountName convert(String text) {
            try {
                return AccountName.of(text);
            } catch (AccountException e) {
                throw new TypeConversionException(String.valueOf(e.getMessage()));
            }
        }
    }

    @Override
    final List<String> settings() {
        return List.of("data", "control.socket", "accounts.keyFile", "accounts.administrators");
    }

    /** Does it. @return the exit code */
    abstract int run(StoreAccess store) throws ControlException;

    @Override
    final int run(StoreAccess store, WorkProgress progress) throws ControlException {
        return run(store);
    }

    static AccountState account(StoreAccess store, OfAccounts request) throws ControlException {
        return store.ask(request, ControlResult.Account.class, ControlProgress.NONE)
                .account();
    }

    static GroupState group(StoreAccess store, OfAccounts request) throws ControlException {
        return store.ask(request, ControlResult.Group.class, ControlProgress.NONE)
                .group();
    }
}
