package org.rollcall.store.rocksdb;

import java.util.Optional;
import org.rollcall.directory.store.Store;
import org.rollcall.ldap.OctetString;

/** What a check asks of those who know what records mean. */
@FunctionalInterface
public interface RecordCheck {

    /** What is wrong with a record that is as it was written, for people; empty where nothing is. */
    Optional<String> problem(Store.Table table, OctetString key, OctetString value);
}
