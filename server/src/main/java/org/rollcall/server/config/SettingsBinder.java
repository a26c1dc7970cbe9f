package org.rollcall.server.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Puts values that were read and checked into the records. */
final class SettingsBinder {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private SettingsBinder() {}

    /** Binds one value, or a list's values, for every setting there is. */
    static Settings bind(Map<SettingDefinition, List<Object>> values) {
        ObjectNode tree = NODES.objectNode();
        values.forEach((definition, objects) -> {
            ObjectNode group = tree;
            String[] path = definition.key().split("\\.", -1);
            for (int level = 0; level < path.length - 1; level++) {
                group = group.withObjectProperty(path[level]);
            }
            String name = path[path.length - 1];
            if (definition.isList()) {
                ArrayNode list = group.putArray(name);
                objects.forEach(object -> list.add(node(object)));
            } else {
                group.set(name, node(objects.getFirst()));
            }
        });
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .addModule(new SimpleModule()
                        .addDeserializer(Duration.class, new AsItIs<>(Duration.class))
                        .addDeserializer(ByteSize.class, new AsItIs<>(ByteSize.class))
                        .addDeserializer(Path.class, new AsItIs<>(Path.class)))
                .build();
        try {
            return mapper.treeToValue(tree, Settings.class);
        } catch (JsonProcessingException e) {
            // Every value was checked against its component's type.
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode node(Object value) {
        return switch (value) {
            case String text -> NODES.textNode(text);
            case Long number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            default -> NODES.pojoNode(value);
        };
    }

    /** Takes a value that stands in the tree as the object it is to become. */
    private static final class AsItIs<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1L;

        private final transient Class<T> type;

        AsItIs(Class<T> type) {
            super(type);
            this.type = type;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return type.cast(parser.getEmbeddedObject());
        }
    }
}
