namespace Freehold.Conventions.Tests.Dependencies;

/// <summary>One direction in which code must not depend.</summary>
/// <param name="From">Start of the paths of projects that must not…</param>
/// <param name="To">…need a project whose path starts like this.</param>
/// <param name="Reason">Why.</param>
internal sealed record DependencyRule(string From, string To, string Reason)
{
    public static IReadOnlyList<DependencyRule> All { get; } =
    [
        new("agent/", "control-plane/", "a customer can read everything that runs on their side, and none of it is the vendor's"),
        new("control-plane/", "agent/", "the control plane knows agents by the protocol alone"),
        new("protos/", "agent/", "the contract stands on neither side"),
        new("protos/", "control-plane/", "the contract stands on neither side"),
        new("agent/Freehold.Worker/", "agent/Freehold.Agent/", "a worker also runs without any agent"),
        new("agent/Freehold.Agent/", "agent/Freehold.Worker/", "the agent has neither the engine nor rights on data; it starts a program"),
        new("agent/Freehold.Agent/", "agent/Freehold.DuckDb/", "the agent has neither the engine nor rights on data; it starts a program"),
        new("agent/Freehold.Agent/", "agent/Freehold.Buckets/", "the agent has neither the engine nor rights on data; it starts a program"),
        new("agent/", "tests/", "products do not need tests"),
        new("control-plane/", "tests/", "products do not need tests"),
        new("protos/", "tests/", "products do not need tests"),
        new("stand-ins/", "agent/", "a stand-in can be replaced by its package"),
        new("stand-ins/", "control-plane/", "a stand-in can be replaced by its package"),
        new("stand-ins/", "protos/", "a stand-in can be replaced by its package"),
    ];

    public IEnumerable<string> Violations(ProjectGraph graph) =>
        from project in graph.Projects
        where project.StartsWith(From, StringComparison.Ordinal)
        from needed in graph.Needs(project)
        where needed.StartsWith(To, StringComparison.Ordinal)
        select $"{project} needs {needed}: {Reason}";
}
