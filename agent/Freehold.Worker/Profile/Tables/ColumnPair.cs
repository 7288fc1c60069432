using System.Runtime.InteropServices;

namespace Freehold.Worker.Profile.Tables;

/// <summary>Two columns by their places in a table, the first before the second.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ColumnPair(int First, int Second);
