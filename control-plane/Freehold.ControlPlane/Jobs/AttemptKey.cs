using System.Runtime.InteropServices;

namespace Freehold.ControlPlane.Jobs;

/// <summary>Which try of which job.</summary>
/// <param name="Number">From 1.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct AttemptKey(Guid JobId, int Number);
