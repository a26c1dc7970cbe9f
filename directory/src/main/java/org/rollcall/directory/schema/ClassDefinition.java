package org.rollcall.directory.schema;

import java.util.List;
import java.util.Map;

/** An object class as its definition says it (RFC 4512 §4.1.1), references still unresolved. */
record ClassDefinition(
        String oid,
        List<String> names,
        String description,
        boolean obsolete,
        List<String> superiors,
        ClassKind kind,
        List<String> must,
        List<String> may,
        Map<String, List<String>> extensions) {

    @Override
    public String toString() {
        DefinitionWriter writer = new DefinitionWriter(oid, names, description, obsolete);
        writer.references("SUP", superiors);
        writer.flag(kind.name(), true);
        writer.references("MUST", must);
        writer.references("MAY", may);
        return writer.finish(extensions);
    }
}
