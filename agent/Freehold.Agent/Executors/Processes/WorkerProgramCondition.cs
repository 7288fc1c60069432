using Freehold.Agent.Conditions;
using Freehold.Protocol.V1;
using Microsoft.Extensions.Options;

namespace Freehold.Agent.Executors.Processes;

/// <summary>Notices that the worker program, which was there at the start, is gone.</summary>
internal sealed class WorkerProgramCondition(IOptions<ExecutorOptions> options) : IConditionSource
{
    public IEnumerable<Condition> Current() =>
        options.Value.KindHere is ExecutorKind.Process && WorkerProgram.Find(options.Value.WorkerPath) is null ? [new(AgentConditionCode.ExecutorUnavailable, "worker-program", Count: 0)] : [];
}
