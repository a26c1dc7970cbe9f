package org.rollcall.directory.schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** An attribute type as its definition says it (RFC 4512 §4.1.2), references still unresolved. */
record AttributeDefinition(
        String oid,
        List<String> names,
        String description,
        boolean obsolete,
        Optional<String> superior,
        Optional<String> equality,
        Optional<String> ordering,
        Optional<String> substrings,
        Optional<String> syntax,
        int maxLength,
        boolean singleValued,
        boolean collective,
        boolean userModifiable,
        Usage usage,
        Map<String, List<String>> extensions) {

    @Override
    public String toString() {
        DefinitionWriter writer = new DefinitionWriter(oid, names, description, obsolete);
        superior.ifPresent(it -> writer.term("SUP", it));
        equality.ifPresent(it -> writer.term("EQUALITY", it));
        ordering.ifPresent(it -> writer.term("ORDERING", it));
        substrings.ifPresent(it -> writer.term("SUBSTR", it));
        syntax.ifPresent(it -> writer.term("SYNTAX", maxLength > 0 ? it + "{" + maxLength + "}" : it));
        writer.flag("SINGLE-VALUE", singleValued);
        writer.flag("COLLECTIVE", collective);
        writer.flag("NO-USER-MODIFICATION", !userModifiable);
        if (usage != Usage.USER_APPLICATIONS) {
            writer.term("USAGE", usage.keyword());
        }
        return writer.finish(extensions);
    }
}
