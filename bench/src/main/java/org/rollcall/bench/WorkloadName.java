package org.rollcall.bench;

import java.util.Arrays;
import org.rollcall.bench.run.Workload;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a workload's name as the command line has it. */
final class WorkloadName implements ITypeConverter<Workload> {
    @Override
    public Workload convert(String name) {
        return Arrays.stream(Workload.values())
                .filter(workload -> workload.id().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("no workload has the name " + name));
    }
}
