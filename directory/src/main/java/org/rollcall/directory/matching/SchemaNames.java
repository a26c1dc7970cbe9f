package org.rollcall.directory.matching;

import java.util.Optional;

/** What the rules for names ask of the schema: which OID a descriptor stands for, how a naming attribute compares. */
public interface SchemaNames {
    /** The numeric OID of an object class, or else of an attribute type, given by any of its names or by OID. */
    Optional<String> oid(String descriptor);

    /** The numeric OID of an attribute type. */
    Optional<String> attributeOid(String attributeDescription);

    /** The equality rule of the attribute type, where the type is known and has one. */
    Optional<MatchingRule> equality(String attributeDescription);
}
