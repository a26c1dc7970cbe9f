package org.rollcall.bench.run;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Outcomes as files, one for each workload: the newest one of each stays until it is measured again. */
public final class RawResults {
    private static final ObjectMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private final Path folder;

    public RawResults(Path folder) {
        this.folder = folder;
    }

    void save(Outcome outcome) throws IOException {
        Files.createDirectories(folder);
        JSON.writerFor(Outcome.class).writeValue(file(outcome.workload()).toFile(), outcome);
    }

    /** Everything measured so far, in the order of the table. */
    public List<Outcome> load() throws IOException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Workload workload : Workload.values()) {
            if (Files.exists(file(workload))) {
                outcomes.add(JSON.readValue(file(workload).toFile(), Outcome.class));
            }
        }
        return outcomes;
    }

    private Path file(Workload workload) {
        return folder.resolve(workload.id() + ".json");
    }
}
