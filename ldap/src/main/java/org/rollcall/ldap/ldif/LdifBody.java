package org.rollcall.ldap.ldif;

import java.util.List;
import java.util.Optional;
import org.rollcall.ldap.OctetString;
import org.rollcall.ldap.message.Attribute;
import org.rollcall.ldap.message.Control;
import org.rollcall.ldap.message.Modification;

/** What a record says beside its DN: the contents of an entry, or a change to one (RFC 2849). */
public sealed interface LdifBody {

    /** An entry; attributes in the order of their first values, each once. */
    record Content(List<Attribute> attributes) implements LdifBody {
        public Content {
            attributes = List.copyOf(attributes);
        }
    }

    /** {@code changetype: add}; attributes as in {@link Content}. */
    record Add(List<Control> controls, List<Attribute> attributes) implements LdifBody {
        public Add {
            controls = List.copyOf(controls);
            attributes = List.copyOf(attributes);
        }
    }

    /** {@code changetype: delete}. */
    record Delete(List<Control> controls) implements LdifBody {
        public Delete {
            controls = List.copyOf(controls);
        }
    }

    /** {@code changetype: modify}; {@code increment} is RFC 4525. */
    record Modify(List<Control> controls, List<Modification> changes) implements LdifBody {
        public Modify {
            controls = List.copyOf(controls);
            changes = List.copyOf(changes);
        }
    }

    /** {@code changetype: modrdn} or {@code moddn}, which mean the same. */
    record ModifyDn(List<Control> controls, OctetString newRdn, boolean deleteOldRdn, Optional<OctetString> newSuperior)
            implements LdifBody {
        public ModifyDn {
            controls = List.copyOf(controls);
        }
    }
}
