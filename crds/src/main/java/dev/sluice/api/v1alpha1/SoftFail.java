package dev.sluice.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import java.util.List;

/** Which failures do not count. */
@ApiType
public record SoftFail(
        @JsonPropertyDescription(
                        "Exit codes that do not count as a failure, 1 to 255 each, 1 to 100 of them. Absent: all, a timeout"
                                + " and a missing output too.")
                @Size(min = 1, max = 100)
                List<@Min(1) @Max(255) Integer> exitCodes) {}
