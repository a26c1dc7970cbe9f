package org.rollcall.directory.engine;

import org.rollcall.directory.schema.AttributeType;
import org.rollcall.directory.schema.ObjectClass;
import org.rollcall.directory.schema.Schema;

/** The attributes and classes that the engine itself gives a meaning to. */
record KnownTypes(
        AttributeType objectClass,
        AttributeType securityToken,
        AttributeType securityDescriptor,
        AttributeType sFlags,
        AttributeType appName,
        AttributeType entryTtl,
        AttributeType entryUuid,
        AttributeType createTimestamp,
        AttributeType modifyTimestamp,
        AttributeType creatorsName,
        AttributeType entryDn,
        AttributeType structuralObjectClass,
        AttributeType subschemaSubentry,
        AttributeType hasSubordinates,
        ObjectClass top,
        ObjectClass rtPerson,
        ObjectClass rtApplicationUser,
        ObjectClass rtConference,
        ObjectClass dynamicObject,
        ObjectClass subentry) {

    static KnownTypes of(Schema schema) {
        return new KnownTypes(
                type(schema, "objectClass"),
                type(schema, "securityToken"),
                type(schema, "ntSecurityDescriptor"),
                type(schema, "sFlags"),
                type(schema, "appName"),
                type(schema, "entryTtl"),
                type(schema, "entryUUID"),
                type(schema, "createTimestamp"),
                type(schema, "modifyTimestamp"),
                type(schema, "creatorsName"),
                type(schema, "entryDN"),
                type(schema, "structuralObjectClass"),
                type(schema, "subschemaSubentry"),
                type(schema, "hasSubordinates"),
                objectClass(schema, "top"),
                objectClass(schema, "rtPerson"),
                objectClass(schema, "rtApplicationUser"),
                objectClass(schema, "rtConference"),
                objectClass(schema, "dynamicObject"),
                objectClass(schema, "subentry"));
    }

    private static AttributeType type(Schema schema, String name) {
        return schema.attributeType(name).orElseThrow(() -> missing(name));
    }

    private static ObjectClass objectClass(Schema schema, String name) {
        return schema.objectClass(name).orElseThrow(() -> missing(name));
    }

    private static IllegalArgumentException missing(String name) {
        return new IllegalArgumentException("the schema has no " + name);
    }
}
