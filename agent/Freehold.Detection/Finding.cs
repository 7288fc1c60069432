using System.Runtime.InteropServices;
using Freehold.JobContract.Detection;

namespace Freehold.Detection;

/// <summary>A place in a text that looks like personal data. Holds no text.</summary>
/// <param name="Entity">What it looks like.</param>
/// <param name="Start">Its first byte, from 0, in the UTF-8 text.</param>
/// <param name="Length">Its length in bytes.</param>
/// <param name="Score">How sure: above 0, at most 1, which a check digit earns.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Finding(PersonalDataEntity Entity, int Start, int Length, float Score)
{
    /// <summary>The byte behind it.</summary>
    public int End => Start + Length;
}
