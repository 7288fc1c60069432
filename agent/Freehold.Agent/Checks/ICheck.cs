namespace Freehold.Agent.Checks;

/// <summary>One or several checks that build on each other. Different ones are made at the same time.</summary>
internal interface ICheck
{
    /// <summary>Checks. What it finds wrong is a finding; only bugs and cancellation throw.</summary>
    Task<IReadOnlyList<CheckFinding>> RunAsync(CheckScope scope, CancellationToken cancellationToken);
}
