var (tool, address) = (args[0], args[1]);
Console.WriteLine(await (tool == "nswag" ? NSwagScenario.Run(address) : KiotaScenario.Run(address)));
