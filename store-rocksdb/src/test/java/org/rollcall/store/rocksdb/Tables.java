package org.rollcall.store.rocksdb;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.rollcall.directory.store.Store;
import org.rollcall.directory.store.Store.Table;
import org.rollcall.directory.store.Store.Write;
import org.rollcall.ldap.OctetString;

/** What is in a store, or should be: the model that stores are compared with. */
final class Tables {
    private final Map<Table, Map<OctetString, OctetString>> records = new TreeMap<>();
    private final List<String> damage = new ArrayList<>();

    Tables() {
        for (Table table : Table.values()) {
            records.put(table, new TreeMap<>());
        }
    }

    static Tables of(Store store) {
        Tables tables = new Tables();
        for (Table table : Table.values()) {
            store.read(table, new Store.Reader() {
                @Override
                public void record(OctetString key, OctetString value) {
                    if (tables.records.get(table).put(key, value) != null) {
                        throw new AssertionError("read twice: " + key);
                    }
                }

                @Override
                public void damaged(OctetString key, String reason) {
                    tables.damage.add(key + ": " + reason);
                }
            });
        }
        return tables;
    }

    Tables apply(List<Write> batch) {
        for (Write write : batch) {
            switch (write) {
                case Write.Put put ->
                    records.get(put.table()).put(put.key(), put.value().get());
                case Write.Remove remove -> records.get(remove.table()).remove(remove.key());
            }
        }
        return this;
    }

    Tables copy() {
        Tables copy = new Tables();
        records.forEach((table, content) -> copy.records.get(table).putAll(content));
        return copy;
    }

    Map<OctetString, OctetString> get(Table table) {
        return records.get(table);
    }

    /** What was reported, as key and reason. */
    List<String> damage() {
        return damage;
    }

    static Write put(Table table, String key, String value) {
        OctetString octets = OctetString.of(value);
        return new Write.Put(table, OctetString.of(key), () -> octets);
    }

    static Write put(String key, String value) {
        return put(Table.ENTRIES, key, value);
    }

    static Write remove(String key) {
        return new Write.Remove(Table.ENTRIES, OctetString.of(key));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tables that && records.equals(that.records) && damage.equals(that.damage);
    }

    @Override
    public int hashCode() {
        return records.hashCode();
    }

    @Override
    public String toString() {
        return records + (damage.isEmpty() ? "" : " damaged " + damage);
    }
}
