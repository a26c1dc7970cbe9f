package org.rollcall.directory;

import org.rollcall.directory.schema.AttributeType;

/**
 * A search settled but for the one name that its condition asks for, so that it can be asked with one name after the
 * other. Made by {@link Directory#named(SearchQuery, AttributeType, PlainName)}; shared by all askers and threads.
 */
public interface NamedSearch extends NamedLookUp {}
