namespace Freehold.Worker.Profile.Sketches;

/// <summary>Finds the value at a place of the sorted order without sorting (Hoare's quickselect, median of three).</summary>
internal static class Selection
{
    /// <summary>The value that would stand at <paramref name="place"/>, from 0. Reorders the array.</summary>
    public static long Nth(long[] values, int place)
    {
        var (left, right) = (0, values.Length - 1);
        while (left < right)
        {
            var pivot = MedianOf(values[left], values[left + ((right - left) / 2)], values[right]);
            var (low, high) = (left, right);
            while (low <= high)
            {
                while (values[low] < pivot)
                    low++;
                while (values[high] > pivot)
                    high--;
                if (low > high)
                    break;
                (values[low], values[high]) = (values[high], values[low]);
                low++;
                high--;
            }

            if (place <= high)
                right = high;
            else if (place >= low)
                left = low;
            else
                return pivot;
        }

        return values[place];
    }

    private static long MedianOf(long a, long b, long c) => Math.Max(Math.Min(a, b), Math.Min(Math.Max(a, b), c));
}
