using System.Globalization;
using System.Text.Json;
using k8s.Models;

namespace Freehold.Agent.Executors.Kubernetes;

/// <summary>What a worker's container is given: the sizes S, M and L, with what the document sets itself in their place.</summary>
/// <param name="CpuRequest">What the scheduler keeps free for it.</param>
/// <param name="CpuLimit">What it may use at most.</param>
/// <param name="Memory">Request and limit in one: memory that was promised to two is taken from one.</param>
/// <param name="Disk">Scratch space.</param>
internal sealed record WorkerSize(string CpuRequest, string CpuLimit, string Memory, string Disk)
{
    public static WorkerSize S { get; } = new("600m", "1600m", "2000Mi", "100Gi");

    public static WorkerSize M { get; } = new("1000m", "1500m", "3000Mi", "350Gi");

    public static WorkerSize L { get; } = new("1000m", "2000m", "5000Mi", "600Gi");

    /// <summary>The sizes, the smallest first.</summary>
    public static IReadOnlyList<string> Names { get; } = ["S", "M", "L"];

    /// <summary>
    /// The size that the operator's rules for sizes go by: the smallest one with as much memory, and L for more than that. It is memory
    /// that makes a node too small.
    /// </summary>
    public string Class => Bytes(Memory) <= Bytes(S.Memory) ? "S" : Bytes(Memory) <= Bytes(M.Memory) ? "M" : "L";

    /// <param name="document">A valid job document.</param>
    public static WorkerSize Of(JsonElement document)
    {
        if (!document.TryGetProperty("resources", out var resources) || resources.ValueKind is not JsonValueKind.Object)
            return M;

        var size = Text(resources, "size") switch
        {
            "S" => S,
            "L" => L,
            _ => M,
        };
        var cpu = Text(resources, "cpu");
        return new(cpu ?? size.CpuRequest, cpu ?? size.CpuLimit, Text(resources, "memory") ?? size.Memory, Text(resources, "disk") ?? size.Disk);
    }

    /// <param name="memoryBytes">Of an attempt that has more than the document asks for; 0: none.</param>
    public WorkerSize With(long memoryBytes) => memoryBytes is 0 ? this : this with { Memory = memoryBytes.ToString(CultureInfo.InvariantCulture) };

    public V1ResourceRequirements ToResources() => new()
    {
        Requests = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["cpu"] = CpuRequest, ["memory"] = Memory },
        Limits = new Dictionary<string, ResourceQuantity>(StringComparer.Ordinal) { ["cpu"] = CpuLimit, ["memory"] = Memory },
    };

    private static decimal Bytes(string memory) => new ResourceQuantity(memory).ToDecimal();

    private static string? Text(JsonElement resources, string key) =>
        !resources.TryGetProperty(key, out var value) ? null : value.ValueKind is JsonValueKind.String ? value.GetString() : value.GetRawText();
}
